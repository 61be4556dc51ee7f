/**
 * HAProxy as traffic switch, load balancer and registrar of server groups, through its runtime API.
 * What is changed there is written to HAProxy's own files first, since it forgets it otherwise.
 */
@NullMarked
package dev.signalbox.traffic.haproxy;

import org.jspecify.annotations.NullMarked;
