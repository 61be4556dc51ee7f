/** Smoke checks over HTTP. */
@NullMarked
package dev.signalbox.probe.http;

import org.jspecify.annotations.NullMarked;
