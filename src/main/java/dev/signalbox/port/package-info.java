/**
 * What the middle asks of the edge, one capability per port. The Javadoc is the contract; a
 * contract test per port holds every adapter to it.
 */
@NullMarked
package dev.signalbox.port;

import org.jspecify.annotations.NullMarked;
