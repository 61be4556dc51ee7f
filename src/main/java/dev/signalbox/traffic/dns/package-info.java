/**
 * Production traffic by the DNS: signed updates (RFC 2136, RFC 8945) of a CNAME or of address
 * records, prepared, read back and held for as long as old answers can live.
 */
@NullMarked
package dev.signalbox.traffic.dns;

import org.jspecify.annotations.NullMarked;
