/** What puts versions onto machines: what the ways to do it share. */
@NullMarked
package dev.signalbox.fleet;

import org.jspecify.annotations.NullMarked;
