/** Real servers that a test starts for itself on loopback, and stops. */
@NullMarked
package dev.signalbox.server;

import org.jspecify.annotations.NullMarked;
