/** Load, let the state machine decide, commit, act; and recovery after a crash. */
@NullMarked
package dev.signalbox.engine;

import org.jspecify.annotations.NullMarked;
