package dev.signalbox.app.config;

import dev.signalbox.port.Secrets;
import dev.signalbox.traffic.haproxy.Haproxies;

/**
 * What all lanes have in common.
 *
 * @param haproxies one for the process: lanes that share an HAProxy take turns in changing it
 */
record SharedByLanes(Secrets secrets, Machines machines, Haproxies haproxies) {

  static SharedByLanes of(Secrets secrets, Machines machines) {
    return new SharedByLanes(secrets, machines, new Haproxies(machines::files));
  }
}
