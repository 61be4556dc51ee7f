package dev.signalbox.traffic.haproxy;

import dev.signalbox.port.PortFailure;
import dev.signalbox.topology.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** One HAProxy: the way to its runtime API, and its files. Shared by all lanes that it serves. */
public final class Haproxy {
  private final HaproxySettings.Instance instance;
  private final HaproxyFiles files;
  private final ReentrantLock writing = new ReentrantLock(true);

  /** The HAProxy of this description, which nobody asks anything yet. */
  public Haproxy(HaproxySettings.Instance instance, HaproxyFiles files) {
    this.instance = instance;
    this.files = files;
  }

  HaproxySettings.Instance instance() {
    return instance;
  }

  HaproxyFiles files() {
    return files;
  }

  /** What messages call it. */
  String title() {
    return "HAProxy " + instance.name();
  }

  /** Talks to it over one connection. */
  <T> T talk(Deadline deadline, Function<Conversation, T> work) {
    String whom = title() + " at " + instance.socket();
    try (Conversation conversation = Conversation.open(instance.socket(), whom, deadline)) {
      return work.apply(conversation);
    }
  }

  /** Asks its master a question; empty where no master is configured. */
  Optional<String> askMaster(Deadline deadline, RuntimeCommand question) {
    return instance
        .masterSocket()
        .map(
            address ->
                Conversation.once(
                    address, "the master of " + title() + " at " + address, deadline, question));
  }

  /** One backend, as it is now; empty where it has none of that name. */
  Optional<BackendView> backend(String name, Deadline deadline) {
    return talk(deadline, conversation -> BackendView.ask(conversation, name));
  }

  Path ledgerFile(Lane lane) {
    return instance
        .stateDirectory()
        .resolve("signalbox." + lane.application().name() + "." + lane.stage().name());
  }

  /** What we did there for a lane. */
  Ledger ledger(Lane lane) {
    Path file = ledgerFile(lane);
    try {
      return files.read(file).map(Ledger::parse).orElse(Ledger.EMPTY);
    } catch (IllegalArgumentException e) {
      throw new PortFailure.Unreachable(
          "%s of %s cannot be understood: %s. Mend it, or remove it when nothing is drained"
              .formatted(file, title(), e.getMessage()),
          e);
    }
  }

  /** Writes what we did there; why it was not written, or empty. */
  Optional<String> keep(Lane lane, Ledger ledger) {
    return files.write(ledgerFile(lane), ledger.text());
  }

  /** Keeps others of this process from writing meanwhile. */
  Turn turn(Duration limit) {
    try {
      if (writing.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return writing::unlock;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new PortFailure.Unreachable(title() + " is being changed for another lane", null);
  }

  /** The right to write, until it is closed. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }
}
