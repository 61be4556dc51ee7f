/**
 * Versions installed by a CI system that exists already: a run is triggered, followed, cancelled.
 */
@NullMarked
package dev.signalbox.fleet.ci;

import org.jspecify.annotations.NullMarked;
