/** What measurements come to, written down where people read it. */
@NullMarked
package dev.signalbox.measured;

import org.jspecify.annotations.NullMarked;
