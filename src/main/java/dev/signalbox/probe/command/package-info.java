/** Smoke checks by a program. */
@NullMarked
package dev.signalbox.probe.command;

import org.jspecify.annotations.NullMarked;
