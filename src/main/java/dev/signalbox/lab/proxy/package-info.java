/** The reverse proxy of a lane: routing, rotation, health, and what passed through. */
@NullMarked
package dev.signalbox.lab.proxy;

import org.jspecify.annotations.NullMarked;
