/**
 * nginx as a router: an include file whose one word says what is live, tested, reloaded and
 * confirmed on nginx's own machine.
 */
@NullMarked
package dev.signalbox.traffic.nginx;

import org.jspecify.annotations.NullMarked;
