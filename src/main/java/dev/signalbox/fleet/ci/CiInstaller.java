package dev.signalbox.fleet.ci;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.InstallCommands;
import dev.signalbox.fleet.NodeFacts;
import dev.signalbox.fleet.Placeholders;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Installs versions by runs of a CI system. Each run carries a marker of its deployment, node and
 * version: one that has not ended is found by it and followed, instead of triggered twice.
 */
public final class CiInstaller implements Installer, Inspectable, AutoCloseable {
  private static final Duration CANCELLED = Duration.ofSeconds(20);
  private static final int FINDS = 20;

  private final CiContract contract;
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
   */
  public CiInstaller(
      CiContract contract,
      InstallCommands installed,
      Machine machine,
      NodeFacts facts,
      Secrets secrets,
      LongSupplier nanoTicker) {
    this.contract = contract;
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
    attempt.progress(node + ": run " + run.get() + page(words));
    return follow(node, words, attempt);
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
    return contract.trigger().run().flatMap(pointer -> text(json, pointer));
  }

  /** The run that carries the marker and has not ended. */
  private Optional<String> find(Map<String, String> words) {
    if (contract.find().isEmpty()) {
      return Optional.empty();
    }
    CiContract.Find find = contract.find().get();
    Optional<String> marker = Optional.ofNullable(words.get("marker"));
    for (JsonNode each : client.ask(find.request(), words).at(find.list())) {
      if (text(each, find.marker()).equals(marker)) {
        return text(each, find.run());
      }
    }
    return Optional.empty();
  }

  /** A CI system may need some time until it shows what it was asked for. */
  private Optional<String> found(Map<String, String> words, Attempt attempt) {
    Optional<String> run = find(words);
    for (int i = 0; i < FINDS && run.isEmpty() && attempt.pause(contract.poll()); i++) {
      run = find(words);
    }
    return run;
  }

  private StepOutcome follow(Node node, Map<String, String> words, Attempt attempt) {
    Optional<Boolean> success = ended(words);
    while (success.isEmpty()) {
      if (!attempt.pause(contract.poll())) {
        return cancel(node, words, attempt);
      }
      success = ended(words);
    }
    String run = "run " + words.get("run") + " for " + node;
    return success.get()
        ? StepOutcome.done(run + " ended well")
        : StepOutcome.failed(run + " failed" + page(words));
  }

  /** Whether it ended well; empty while it has not ended. */
  private Optional<Boolean> ended(Map<String, String> words) {
    CiContract.Status status = contract.status();
    JsonNode json = client.ask(status.request(), words);
    return text(json, status.state())
        .filter(status.ended()::contains)
        .map(_ -> text(json, status.result()).filter(status.success()::contains).isPresent());
  }

  private StepOutcome cancel(Node node, Map<String, String> words, Attempt attempt) {
    String run = "run " + words.get("run") + " for " + node;
    if (client.change(contract.cancel(), words) instanceof Answer.Refused(String reason)
        && ended(words).isEmpty()) {
      return new StepOutcome.Unknown(run + " could not be cancelled: " + reason);
    }
    if (!endsAfterAll(words)) {
      return new StepOutcome.Unknown(run + " was cancelled, but has not ended" + page(words));
    }
    return attempt.stopRequested()
        ? new StepOutcome.Stopped(run + " was cancelled, as asked")
        : StepOutcome.failed(run + " did not end in time and was cancelled" + page(words));
  }

  /** The attempt has no time left, but what was cancelled must not go on behind our back. */
  private boolean endsAfterAll(Map<String, String> words) {
    long end = nanoTicker.getAsLong() + CANCELLED.toNanos();
    boolean ended = ended(words).isPresent();
    while (!ended && nanoTicker.getAsLong() - end < 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(contract.poll().toNanos());
      ended = ended(words).isPresent();
    }
    return ended;
  }

  private String page(Map<String, String> words) {
    return contract.page().map(it -> ": " + Placeholders.fill(it, words)).orElse("");
  }

  private static Optional<String> text(JsonNode json, String pointer) {
    JsonNode found = json.at(pointer);
    return found.isValueNode() && !found.isNull()
        ? Optional.of(found.asString())
        : Optional.empty();
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    return Stream.concat(
            contract.find().stream().map(this::lists),
            asking.inspect(facts.nodes(), limit).stream())
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
