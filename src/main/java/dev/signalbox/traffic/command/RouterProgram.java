package dev.signalbox.traffic.command;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The program that knows the router, by what it is asked. One and the same program may answer
 * everything, or each its own.
 *
 * @param read prints what is live
 * @param swap sends production from {@code {from}} to {@code {to}}
 * @param nodes prints the nodes of {@code {cluster}} as the router sees them
 * @param drain stops new requests to {@code {node}} of {@code {cluster}}
 * @param restore sends it new requests again
 * @param sessions prints how many sessions {@code {cluster}} has; empty where the router cannot say
 * @param statedWait how long is waited instead where the router does not say what is under way
 * @param environment what the programs are given beside the machine's own
 * @param timeout after which one of them is killed
 */
public record RouterProgram(
    Template read,
    Template swap,
    Template nodes,
    Template drain,
    Template restore,
    Optional<Template> sessions,
    Duration statedWait,
    Map<String, String> environment,
    Duration timeout) {

  /** Copies the environment. */
  public RouterProgram {
    environment = Map.copyOf(environment);
  }

  /** Shows no environment, so that no log can. */
  @Override
  public String toString() {
    return "RouterProgram[read=%s, swap=%s]".formatted(read, swap);
  }
}
