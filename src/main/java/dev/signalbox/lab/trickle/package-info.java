/** The lab's users: a steady trickle of requests, and what they saw. */
@NullMarked
package dev.signalbox.lab.trickle;

import org.jspecify.annotations.NullMarked;
