/** Processes of their own, started, driven and ended by tests. */
@NullMarked
package dev.signalbox.process;

import org.jspecify.annotations.NullMarked;
