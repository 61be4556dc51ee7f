/** Faults that a test puts into the lab, each of which strikes a given number of times. */
@NullMarked
package dev.signalbox.lab.fault;

import org.jspecify.annotations.NullMarked;
