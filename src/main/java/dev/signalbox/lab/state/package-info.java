/** What survives a restart of the lab: the state as records, and the file that holds it. */
@NullMarked
package dev.signalbox.lab.state;

import org.jspecify.annotations.NullMarked;
