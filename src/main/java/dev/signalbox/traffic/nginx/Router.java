package dev.signalbox.traffic.nginx;

import dev.signalbox.port.Machine;
import dev.signalbox.port.Machine.Ended;
import dev.signalbox.port.Machine.Program;
import dev.signalbox.port.PortFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One nginx, on its machine: what it runs, its include, its workers, and how they are changed. */
final class Router {
  private static final String SCRIPT = script();
  private static final int TRIES = 20;

  private final String name;
  private final NginxSettings settings;
  private final Machine machine;
  private final StatusPage status;

  Router(String name, NginxSettings settings, Machine machine, StatusPage status) {
    this.name = name;
    this.settings = settings;
    this.machine = machine;
    this.status = status;
  }

  /**
   * What nginx's workers run.
   *
   * @param live the upstream that production goes to
   */
  record Running(String live, RouterState state) {}

  /**
   * What there is before a change.
   *
   * @param leftover whether the include says something that nginx does not run
   */
  record Seen(Running running, Include include, boolean leftover) {}

  /** What became of a change that was answered. */
  sealed interface Changed {
    /** Every worker that takes connections runs it. */
    record Applied(Include include) implements Changed {}

    /** Nothing was changed, for the reason given. */
    record Refused(String reason) implements Changed {}
  }

  /** What somebody wants to change, having seen what there is. */
  @FunctionalInterface
  interface Wish {
    /** The include as it should be; empty when there is nothing to change any more. */
    Optional<Include> from(Seen seen);
  }

  NginxSettings settings() {
    return settings;
  }

  /** What messages call it. */
  String name() {
    return name;
  }

  /** Asks nginx. */
  Running running() {
    String[] words = status.ask().strip().split("\\s+", 2);
    try {
      if (words.length == 2) {
        return new Running(words[0], RouterState.parse(words[1]));
      }
    } catch (IncludeUnreadable e) {
      throw notOurs(String.join(" ", words));
    }
    throw notOurs(words[0]);
  }

  private PortFailure notOurs(String answer) {
    return new PortFailure.Unreachable(
        "nginx answers at %s with \"%s\", which is not \"$%s $%s\""
            .formatted(settings.status(), answer, settings.live(), settings.state()),
        null);
  }

  /**
   * Reads the include.
   *
   * @throws IncludeUnreadable where it is not there or lacks what we need
   */
  Include include() {
    byte[] content =
        machine
            .read(settings.include())
            .orElseThrow(() -> new IncludeUnreadable("it is not there"));
    return new Include(settings, new String(content, StandardCharsets.UTF_8));
  }

  /** What there is now. What another change under way has half done, is waited for. */
  Seen look() {
    Seen seen = glance();
    if (!seen.leftover()) {
      return seen;
    }
    var _ = run(List.of("flock", "-w", seconds(), lock(), "true"), "", settings.timeout());
    return glance();
  }

  private Seen glance() {
    Include include = include();
    Running running = running();
    boolean same =
        include.live().equals(running.live())
            && include.state().revision() == running.state().revision();
    return new Seen(running, include, !same);
  }

  /**
   * Makes a change, and waits until every worker that takes connections runs it.
   *
   * @return empty when there was nothing to change
   */
  Optional<Changed> change(Wish wish) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Seen seen = look();
      Optional<Include> wanted = wish.from(seen);
      if (wanted.isEmpty()) {
        return Optional.empty();
      }
      long last = Math.max(seen.include().state().revision(), seen.running().state().revision());
      Optional<Changed> changed = replace(seen, wanted.get().asRevision(last + 1));
      if (changed.isPresent()) {
        return changed;
      }
    }
    return Optional.of(
        new Changed.Refused("somebody else changes " + settings.include() + " all the time"));
  }

  /** Empty when the include has changed since it was read. */
  private Optional<Changed> replace(Seen seen, Include wanted) {
    List<String> argv = new ArrayList<>(List.of("sh", "-c", SCRIPT, "signalbox"));
    argv.addAll(
        List.of(
            settings.include().toString(),
            seen.include().sha256(),
            settings.pidFile().toString(),
            seconds()));
    argv.addAll(settings.nginx());
    Ended ended = run(argv, wanted.text(), settings.timeout().multipliedBy(5));
    if (!(ended instanceof Ended.Exited(int code, String _, String printed))) {
      return Optional.of(unknown(ended));
    }
    return switch (code) {
      case 0 -> Optional.of(new Changed.Applied(wanted));
      case 10 -> Optional.empty();
      case 11 -> refused("somebody has held %s for too long".formatted(lock()), printed);
      case 12 -> refused("%s could not be written".formatted(settings.include()), printed);
      case 13 -> refused("nginx refuses the configuration, the old include is back", printed);
      case 14 -> Optional.of(notTaken(seen, printed));
      case 15 -> throw noMaster(printed);
      default -> refused("the change ended with " + code, printed);
    };
  }

  private static Optional<Changed> refused(String reason, String printed) {
    return Optional.of(new Changed.Refused(reason + Said.told(printed)));
  }

  private Changed unknown(Ended ended) {
    if (ended instanceof Ended.NotStarted(String reason)) {
      return new Changed.Refused("sh could not be started on " + name + ": " + reason);
    }
    throw new PortFailure.OutcomeUnknown(
        "the change of " + settings.include() + " on " + name + " " + Said.by(ended), null);
  }

  /** The old include is back; where nginx runs the new one all the same, nobody knows for long. */
  private Changed notTaken(Seen seen, String printed) {
    String reason =
        "nginx did not take the new configuration, the old include is back (its error log says why)"
            + Said.told(printed);
    if (running().equals(seen.running())) {
      return new Changed.Refused(reason);
    }
    throw new PortFailure.OutcomeUnknown(reason, null);
  }

  private PortFailure noMaster(String printed) {
    return new PortFailure.Unreachable(
        "nginx's master process (%s) does not run on %s: start nginx%s"
            .formatted(settings.pidFile(), name, Said.told(printed)),
        null);
  }

  /** How many workers take connections, and how many are leaving but still answer somebody. */
  Workers workers() {
    String pid =
        machine
            .read(settings.pidFile())
            .map(it -> new String(it, StandardCharsets.UTF_8).strip())
            .filter(it -> it.matches("\\d+"))
            .orElseThrow(() -> noMaster(""));
    Ended ended = ask(List.of("ps", "-o", "args=", "-p", pid, "--ppid", pid));
    if (!(ended instanceof Ended.Exited(int _, String listed, String printed))) {
      throw new PortFailure.Unreachable("ps on " + name + " " + Said.by(ended), null);
    }
    return Workers.in(listed).orElseThrow(() -> noMaster(printed));
  }

  /** Runs a program that changes nothing. */
  Ended ask(List<String> argv) {
    try {
      return run(argv, "", settings.timeout());
    } catch (PortFailure.OutcomeUnknown e) {
      throw new PortFailure.Unreachable(e.reason(), e);
    }
  }

  private Ended run(List<String> argv, String input, Duration timeout) {
    return machine.run(
        new Program(argv, Map.of(), input, timeout.plusSeconds(2)), _ -> {}, () -> false);
  }

  private String seconds() {
    return Long.toString(Math.max(1, settings.timeout().toSeconds()));
  }

  private String lock() {
    return settings.include() + ".lock";
  }

  private static String script() {
    try (InputStream in = Router.class.getResourceAsStream("change.sh")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
