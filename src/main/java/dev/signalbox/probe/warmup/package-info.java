/** The warm-up: measured requests, or a team's own script. */
@NullMarked
package dev.signalbox.probe.warmup;

import org.jspecify.annotations.NullMarked;
