/**
 * Server groups as containers of Docker Engines: each node is a container with a port of its own on
 * its engine's host, found again by its labels.
 */
@NullMarked
package dev.signalbox.fleet.docker;

import org.jspecify.annotations.NullMarked;
