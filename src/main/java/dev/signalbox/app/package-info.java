/** The main class and the wiring: every bean is named here, nothing is found by scanning. */
@NullMarked
package dev.signalbox.app;

import org.jspecify.annotations.NullMarked;
