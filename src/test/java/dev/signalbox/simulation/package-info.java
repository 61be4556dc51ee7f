/**
 * A site in memory that can go wrong in every way that a real one can, and that notices when a
 * promise is broken; and trials on it, in which a scenario reads as prose.
 */
@NullMarked
package dev.signalbox.simulation;

import org.jspecify.annotations.NullMarked;
