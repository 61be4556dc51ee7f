/** One class for each way to break a rule of the house; {@link Well} breaks none. */
@NullMarked
package dev.signalbox.architecture.offenders;

import org.jspecify.annotations.NullMarked;
