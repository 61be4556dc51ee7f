package dev.signalbox.fleet.command;

import dev.signalbox.fleet.Printed;
import dev.signalbox.port.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * This machine. Programs get a session of their own, and of the bot's environment only what a
 * program needs to run at all.
 */
public final class LocalMachine implements Machine {
  private static final String MARK = "SIGNALBOX_RUN";
  private static final AtomicLong RUNS = new AtomicLong();
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int NOT_FOUND = 127;
  private static final int NOT_ALLOWED = 126;

  private final Duration grace;

  /** This machine, where programs that are ended have two seconds to do it themselves. */
  public LocalMachine() {
    this(GRACE);
  }

  /**
   * This machine.
   *
   * @param grace between asking a program to end and ending it
   */
  public LocalMachine(Duration grace) {
    this.grace = grace;
  }

  @Override
  public String name() {
    return "this machine";
  }

  @Override
  public Ended run(Program program, Consumer<String> lines, BooleanSupplier stop) {
    String name = program.argv().getFirst();
    if (LocalPrograms.find(name).isEmpty()) {
      return new Ended.NotStarted("there is no program " + name + " on this machine");
    }
    String mark = mark();
    Printed printed = new Printed(lines);
    try {
      return told(
          new LocalRun(start(program, mark), MARK + "=" + mark, printed, grace)
              .follow(program, stop));
    } catch (IOException e) {
      return new Ended.NotStarted(name + " could not be started: " + e.getMessage());
    }
  }

  /** What setsid says when the system refuses the program, for instance one that is no program. */
  private static Ended told(Ended ended) {
    return ended instanceof Ended.Exited(int code, String _, String printed)
            && (code == NOT_FOUND || code == NOT_ALLOWED)
            && printed.startsWith("setsid: failed to execute ")
        ? new Ended.NotStarted(printed.strip().substring("setsid: ".length()))
        : ended;
  }

  private static Process start(Program program, String mark) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(LocalPrograms.inItsOwnSession(program.argv()));
    Map<String, String> environment = builder.environment();
    LocalPrograms.prepare(environment, program.environment());
    environment.put(MARK, mark);
    return builder.start();
  }

  /** Unique on this machine, also after a restart in a container, where process ids come again. */
  private static String mark() {
    ProcessHandle self = ProcessHandle.current();
    long started = self.info().startInstant().map(it -> it.toEpochMilli()).orElse(0L);
    return self.pid() + "-" + started + "-" + RUNS.incrementAndGet();
  }

  @Override
  public Optional<byte[]> read(Path file) {
    return LocalFiles.read(file);
  }

  @Override
  public void write(Path file, byte[] content) {
    LocalFiles.write(file, content);
  }
}
