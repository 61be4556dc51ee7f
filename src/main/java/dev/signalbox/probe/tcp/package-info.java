/** Smoke checks of a TCP port. */
@NullMarked
package dev.signalbox.probe.tcp;

import org.jspecify.annotations.NullMarked;
