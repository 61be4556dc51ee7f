/**
 * The DNS on real servers: BIND, Knot and PowerDNS, and on a line that loses and forges answers.
 */
@NullMarked
package dev.signalbox.traffic.dns;

import org.jspecify.annotations.NullMarked;
