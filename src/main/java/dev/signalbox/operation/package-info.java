/** One class per user intent, and the reception that every entrance hands its words to. */
@NullMarked
package dev.signalbox.operation;

import org.jspecify.annotations.NullMarked;
