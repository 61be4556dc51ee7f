package dev.signalbox.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Any router by a program of yours. */
public final class CommandRouterProperties {
  private CommandRouterProperties() {}

  /**
   * As a traffic switch.
   *
   * @param read prints what is live; needed
   * @param swap sends production from {@code {from}} to {@code {to}}; needed
   * @param sessions prints how many sessions {@code {cluster}} has; if nothing is written,
   *     stated-wait is waited after a swap
   * @param statedWait that time
   * @param machine where the program is, if not on this machine
   * @param environment what the program is given beside the machine's own
   * @param secrets the same, by the file that holds each value
   * @param timeout after which the program is killed
   */
  public record Switch(
      @Nullable List<String> read,
      @Nullable List<String> swap,
      @Nullable List<String> sessions,
      @Nullable Duration statedWait,
      @Nullable String machine,
      @DefaultValue Map<String, String> environment,
      @DefaultValue Map<String, Path> secrets,
      @DefaultValue("30s") Duration timeout) {}

  /**
   * As a load balancer.
   *
   * @param nodes prints the nodes of {@code {cluster}}; needed
   * @param drain stops new requests to {@code {node}} of {@code {cluster}}; needed
   * @param restore sends it new requests again; needed
   * @param statedWait waited after a drain where the program counts nothing
   * @param machine where the program is, if not on this machine
   * @param environment what the program is given beside the machine's own
   * @param secrets the same, by the file that holds each value
   * @param timeout after which the program is killed
   */
  public record Balancer(
      @Nullable List<String> nodes,
      @Nullable List<String> drain,
      @Nullable List<String> restore,
      @DefaultValue("10s") Duration statedWait,
      @Nullable String machine,
      @DefaultValue Map<String, String> environment,
      @DefaultValue Map<String, Path> secrets,
      @DefaultValue("30s") Duration timeout) {}
}
