/** The control API of the lab: HTTP and JSON, on loopback only. */
@NullMarked
package dev.signalbox.lab.control;

import org.jspecify.annotations.NullMarked;
