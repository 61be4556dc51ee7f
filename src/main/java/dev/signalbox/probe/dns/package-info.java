/** Smoke checks of the DNS. */
@NullMarked
package dev.signalbox.probe.dns;

import org.jspecify.annotations.NullMarked;
