package dev.signalbox.fleet.ci;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.InstallCommands;
import dev.signalbox.fleet.NodeFacts;
import dev.signalbox.fleet.ProgramInstaller;
import dev.signalbox.fleet.ci.CiClient.Answer;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.Installer;
import dev.signalbox.port.Machine;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Secrets;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Installs versions by runs of a CI system. Each run carries a marker of its deployment, node and
 * version: one that has not ended is found by it and followed, instead of triggered twice. A run is
 * polled, and looked at at once when it calls.
 */
public final class CiInstaller implements Installer, Inspectable, AutoCloseable {
  private static final int FINDS = 20;
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

  private final CiContract contract;
  private final Optional<CiCalls> calls;
  private final NodeFacts facts;
  private final CiClient client;
  private final ProgramInstaller asking;
  private final LongSupplier nanoTicker;

  /**
   * The installer of one lane.
   *
   * @param installed how a node is asked what it runs, which a CI system does not know; of it only
   *     {@code installed}, its environment and exit codes count
   * @param machine where that program runs
   * @param calls of the CI system; empty where it is only polled
   */
  public CiInstaller(
      CiContract contract,
      Optional<CiCalls> calls,
      InstallCommands installed,
      Machine machine,
      NodeFacts facts,
      Secrets secrets,
      LongSupplier nanoTicker) {
    this.contract = contract;
    this.calls = calls;
    this.facts = facts;
    this.client = new CiClient(secrets);
    this.nanoTicker = nanoTicker;
    this.asking =
        new ProgramInstaller(
            installed,
            new ProgramInstaller.Here(machine),
            ProgramInstaller.Delivery.NOTHING,
            facts,
            secrets,
            nanoTicker);
  }

  /** The CI system's calls; empty where it is only polled. */
  public Optional<CiCalls> calls() {
    return calls;
  }

  @Override
  public Optional<Version> installed(Node node) {
    return asking.installed(node);
  }

  @Override
  public StepOutcome install(Node node, Version version, Attempt attempt) {
    if (installed(node).filter(version::equals).isPresent()) {
      return StepOutcome.done(node + " has " + version + " already");
    }
    return run(node, Optional.of(version), "install", attempt);
  }

  @Override
  public StepOutcome uninstall(Node node, Attempt attempt) {
    Optional<Version> before = installed(node);
    return before.isEmpty()
        ? StepOutcome.done("nothing is installed on " + node)
        : run(node, before, "uninstall", attempt);
  }

  private StepOutcome run(Node node, Optional<Version> version, String action, Attempt attempt) {
    Map<String, String> words = words(node, version, action, attempt);
    if (calls.isEmpty()) {
      return run(words, attempt, Optional.empty());
    }
    // From before the trigger on, so that no call comes too early to be heard.
    try (CiCalls.Waiting called = calls.get().await(words.getOrDefault("marker", ""))) {
      return run(words, attempt, Optional.of(called));
    }
  }

  private StepOutcome run(
      Map<String, String> words, Attempt attempt, Optional<CiCalls.Waiting> called) {
    String node = words.getOrDefault("node", "");
    Optional<String> run = find(words);
    if (run.isEmpty()) {
      switch (client.change(contract.trigger().request(), words)) {
        case Answer.Refused(String reason) -> {
          return StepOutcome.failed("the run for " + node + " was refused: " + reason);
        }
        case Answer.Good(JsonNode json) -> run = named(json).or(() -> found(words, attempt));
      }
    }
    if (run.isEmpty()) {
      throw new PortFailure.OutcomeUnknown(
          "a run for " + node + " was triggered, but does not appear", null);
    }
    words.put("run", run.get());
    called.ifPresent(it -> it.alsoAs(words.get("run")));
    return new CiRun(contract, client, words, attempt, nanoTicker)
        .follow(
            time -> called.isPresent() ? called.get().pause(attempt, time) : attempt.pause(time));
  }

  private Map<String, String> words(
      Node node, Optional<Version> version, String action, Attempt attempt) {
    Map<String, String> words =
        new HashMap<>(facts.of(node, NodeFacts.host(node), version, attempt.deployment()));
    words.put("action", action);
    words.put(
        "marker",
        String.join(
            "-",
            "signalbox",
            words.getOrDefault("deployment", ""),
            words.getOrDefault("application", ""),
            words.getOrDefault("stage", ""),
            node.name(),
            action,
            words.getOrDefault("version", "")));
    return words;
  }

  private Optional<String> named(JsonNode json) {
    return contract.trigger().run().flatMap(pointer -> CiRun.text(json, pointer));
  }

  /** The run that carries the marker and has not ended. */
  private Optional<String> find(Map<String, String> words) {
    if (contract.find().isEmpty()) {
      return Optional.empty();
    }
    CiContract.Find find = contract.find().get();
    Optional<String> marker = Optional.ofNullable(words.get("marker"));
    for (JsonNode each : client.ask(find.request(), words).at(find.list())) {
      if (CiRun.text(each, find.marker()).equals(marker)) {
        return CiRun.text(each, find.run());
      }
    }
    return Optional.empty();
  }

  /** A CI system may need some time until it shows what it was asked for. */
  private Optional<String> found(Map<String, String> words, Attempt attempt) {
    Duration poll = contract.poll();
    Duration shortly = poll.compareTo(LONGEST_LOOK) < 0 ? poll : LONGEST_LOOK;
    Optional<String> run = find(words);
    for (int i = 0; i < FINDS && run.isEmpty() && attempt.pause(shortly); i++) {
      run = find(words);
    }
    return run;
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    return Stream.of(
            contract.find().stream().map(this::lists),
            calls.stream().map(CiCalls::inspect),
            asking.inspect(facts.nodes(), limit).stream())
        .flatMap(it -> it)
        .toList();
  }

  private Finding lists(CiContract.Find find) {
    String what = "the list of runs at " + find.request().url();
    try {
      int count =
          client.ask(find.request(), Map.of("marker", "signalbox-check")).at(find.list()).size();
      return new Finding.Good(what, count + " runs that have not ended");
    } catch (PortFailure e) {
      return new Finding.Bad(what, e.reason(), "look at equipment.installer.ci.find");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
