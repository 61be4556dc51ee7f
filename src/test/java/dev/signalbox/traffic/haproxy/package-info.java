/** The HAProxy adapters on a real HAProxy. */
@NullMarked
package dev.signalbox.traffic.haproxy;

import org.jspecify.annotations.NullMarked;
