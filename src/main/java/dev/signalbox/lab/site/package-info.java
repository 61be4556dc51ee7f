/** The machines of the lab: which clusters and nodes there are, and what can be done to them. */
@NullMarked
package dev.signalbox.lab.site;

import org.jspecify.annotations.NullMarked;
