/**
 * Production traffic as a router's access log tells it: one line for each request, sent to us by
 * syslog over UDP, counted by the second.
 */
@NullMarked
package dev.signalbox.probe.accesslog;

import org.jspecify.annotations.NullMarked;
