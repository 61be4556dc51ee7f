/**
 * A node: a real HTTP server on loopback that runs one version of an application, well or badly.
 */
@NullMarked
package dev.signalbox.lab.node;

import org.jspecify.annotations.NullMarked;
