package dev.signalbox.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The on-premise lab.
 *
 * @param controlUrl of a lab that is a process of its own; inside the bot's process if unsaid
 * @param defaultPerson who acts in the terminal and on the page until another one is chosen
 * @param nodesPerCluster of clusters whose nodes have no address of their own
 * @param beyondLoopback whether the page may listen beyond loopback although nobody signs in
 */
public record LabProperties(
    @DefaultValue("false") Boolean enabled,
    @Nullable URI controlUrl,
    @Nullable String defaultPerson,
    @DefaultValue("false") Boolean beyondLoopback,
    @DefaultValue("2") Integer nodesPerCluster,
    @DefaultValue("0") Integer controlPort,
    @DefaultValue("var/lab") Path stateDirectory,
    @DefaultValue("3s") Duration pace,
    @DefaultValue("realistic") Speed latency,
    @DefaultValue("1s") Duration checkInterval,
    @DefaultValue("20") Integer trickle) {

  /** How long the nodes' pages take. */
  public enum Speed {
    /** Slow when just started, and faster with use. */
    REALISTIC,
    /** At once. */
    NONE
  }
}
