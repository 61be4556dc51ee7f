/** One run: its phases, plan, steps, events, and the strategy tables that say what follows what. */
@NullMarked
package dev.signalbox.deployment;

import org.jspecify.annotations.NullMarked;
