package dev.signalbox.fleet.ssh;

import dev.signalbox.fleet.Printed;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Machine;
import dev.signalbox.port.PortFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * A machine behind SSH that has a POSIX shell and, to end what was started wherever it went, {@code
 * /proc}. A program is begun only once its process number is known, so that a connection that is
 * dead already is replaced by a new one and nothing runs twice; on the machine it has a time-out of
 * its own, for the case that we never hear of it again.
 */
public final class SshMachine implements Machine {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration TO_END = Duration.ofSeconds(30);
  private static final Duration FILE = Duration.ofMinutes(1);
  private static final Duration AFTER_OURS = Duration.ofSeconds(15);
  private static final int NO_FILE = 44;
  private static final int TOO_LARGE = 45;
  private static final String ABSENT = "none";

  private final SshConnections connections;
  private final SshTarget target;
  private final Supplier<String> marks;
  private final Duration answer;

  /**
   * One machine.
   *
   * @param marks a text of letters and digits that was never given before
   * @param answer the longest that the machine takes to begin anything
   */
  public SshMachine(
      SshConnections connections, SshTarget target, Supplier<String> marks, Duration answer) {
    this.connections = connections;
    this.target = target;
    this.marks = marks;
    this.answer = answer;
  }

  @Override
  public String name() {
    return target.toString();
  }

  @Override
  public Ended run(Program program, Consumer<String> lines, BooleanSupplier stop) {
    try (var _ = connections.placeAt(target)) {
      return begunOnceOrTwice(program, lines, stop);
    }
  }

  /** A connection that turns out to be dead before anything began is replaced once. */
  private Ended begunOnceOrTwice(Program program, Consumer<String> lines, BooleanSupplier stop) {
    ClientSession session = connections.to(target);
    Optional<Ended> ended = run(session, program, lines, stop);
    if (ended.isPresent()) {
      return ended.get();
    }
    connections.drop(target, session);
    return run(connections.to(target), program, lines, stop)
        .orElseThrow(
            () -> new PortFailure.Unreachable(target + " accepts us but runs nothing", null));
  }

  /** Empty when nothing began. */
  private Optional<Ended> run(
      ClientSession session, Program program, Consumer<String> lines, BooleanSupplier stop) {
    String mark = marks.get();
    Printed printed = new Printed(lines);
    Header header = new Header(mark, printed.output());
    try (RemoteRun run =
        RemoteRun.start(session, call(mark, program), answer, header, printed.error())) {
      Optional<String> pid = header.await(answer);
      if (pid.isEmpty()) {
        return Optional.empty();
      }
      if (pid.get().equals(ABSENT)) {
        return Optional.of(notThere(program));
      }
      RemoteRun.End end = follow(run, program, stop);
      if (end instanceof RemoteRun.End.Stopped || end instanceof RemoteRun.End.TimedOut) {
        end(mark, pid.get(), program);
      }
      run.finish();
      printed.finish();
      return Optional.of(ended(end, program, printed));
    } catch (IOException _) {
      return Optional.empty(); // The channel did not open, and so nothing began.
    }
  }

  private static String call(String mark, Program program) {
    List<String> arguments = new ArrayList<>();
    arguments.add(mark);
    arguments.add(Long.toString(program.timeout().plus(AFTER_OURS).toSeconds()));
    arguments.addAll(program.argv());
    return RemoteScript.PROGRAM.call(arguments);
  }

  private Ended notThere(Program program) {
    String name = program.argv().getFirst();
    return new Ended.NotStarted("there is no program " + name + " on " + target);
  }

  private static RemoteRun.End follow(RemoteRun run, Program program, BooleanSupplier stop) {
    StringBuilder said = new StringBuilder();
    for (Map.Entry<String, String> each : program.environment().entrySet()) {
      String value = RemoteScript.escaped(each.getValue());
      said.append(each.getKey()).append('\n').append(value).append('\n');
    }
    said.append(".\n").append(program.input());
    run.feed(new ByteArrayInputStream(said.toString().getBytes(StandardCharsets.UTF_8)));
    return run.await(program.timeout(), stop);
  }

  private Ended ended(RemoteRun.End end, Program program, Printed printed) {
    return switch (end) {
      case RemoteRun.End.Exited(int code) ->
          new Ended.Exited(code, printed.standardOutput(), printed.printed());
      case RemoteRun.End.Killed(String signal) -> new Ended.Killed(signal, printed.printed());
      case RemoteRun.End.Stopped _ -> new Ended.Stopped(printed.printed());
      case RemoteRun.End.TimedOut _ -> new Ended.TimedOut(printed.printed());
      case RemoteRun.End.Lost _ ->
          throw new PortFailure.OutcomeUnknown(
              "the connection to "
                  + target
                  + " was lost while "
                  + program.argv().getFirst()
                  + " ran there",
              null);
    };
  }

  /** Closing the channel would leave it running: it is ended by a second one. */
  private void end(String mark, String pid, Program program) {
    String line = RemoteScript.END.call(List.of(mark, pid, Long.toString(GRACE.toSeconds())));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (RemoteRun run = RemoteRun.start(connections.to(target), line, answer, said, said)) {
      RemoteRun.End end = run.await(TO_END, () -> false);
      run.finish();
      if (end.equals(new RemoteRun.End.Exited(0))) {
        return;
      }
      throw mayRunOn(program, said.toString(StandardCharsets.UTF_8).strip(), null);
    } catch (IOException e) {
      throw mayRunOn(program, SshWords.reason(e), e);
    } catch (PortFailure.Unreachable e) {
      throw mayRunOn(program, e.reason(), e);
    }
  }

  private PortFailure mayRunOn(Program program, String why, @Nullable Exception e) {
    return new PortFailure.OutcomeUnknown(
        "%s on %s could not be ended and may run on for up to %d s: %s"
            .formatted(
                program.argv().getFirst(),
                target,
                program.timeout().plus(AFTER_OURS).toSeconds(),
                why),
        e);
  }

  @Override
  public Optional<byte[]> read(Path file) {
    List<String> arguments = List.of(file.toString(), Integer.toString(LARGEST_FILE));
    Said said = ask(RemoteScript.READ, arguments);
    return switch (said.end()) {
      case RemoteRun.End.Exited(int code) when code == 0 ->
          Optional.of(said.output().toByteArray());
      case RemoteRun.End.Exited(int code) when code == NO_FILE -> Optional.empty();
      case RemoteRun.End.Exited(int code) when code == TOO_LARGE ->
          throw failed(file, "has more than " + LARGEST_FILE + " bytes: it is not read");
      default -> throw failed(file, "cannot be read: " + said.reason());
    };
  }

  @Override
  public void write(Path file, byte[] content) {
    Put put = new Put(Checksum.of(content), "644");
    put(file, new ByteArrayInputStream(content), put, FILE, () -> false)
        .ifPresent(
            reason -> {
              throw failed(file, "cannot be written: " + reason);
            });
  }

  /**
   * What a file must be like when it has arrived.
   *
   * @param checksum its SHA-256
   * @param mode in octal digits, if it is a new one
   */
  record Put(String checksum, String mode) {}

  /** Replaces a file by a stream's content, if it arrives whole; if not, says why. */
  Optional<String> put(Path file, InputStream content, Put put, Attempt attempt) {
    return put(file, content, put, attempt.remaining(), attempt::stopRequested);
  }

  private Optional<String> put(
      Path file, InputStream content, Put put, Duration limit, BooleanSupplier stop) {
    List<String> arguments = List.of(file.toString(), put.checksum(), put.mode());
    Said said = ask(RemoteScript.WRITE, arguments, content, limit, stop);
    return switch (said.end()) {
      case RemoteRun.End.Exited(int code) when code == 0 -> Optional.empty();
      case RemoteRun.End.Lost _ ->
          throw new PortFailure.OutcomeUnknown(
              "the connection to " + target + " was lost while " + file + " was sent", null);
      case RemoteRun.End.Exited _,
          RemoteRun.End.Killed _,
          RemoteRun.End.Stopped _,
          RemoteRun.End.TimedOut _ ->
          Optional.of(said.reason());
    };
  }

  /** A file's SHA-256 in hexadecimal digits; empty when there is none that can be read. */
  Optional<String> checksum(Path file) {
    Said said = ask(RemoteScript.CHECKSUM, List.of(file.toString()));
    if (!said.end().equals(new RemoteRun.End.Exited(0))) {
      throw failed(file, "cannot be looked at: " + said.reason());
    }
    return Optional.of(said.output().toString(StandardCharsets.UTF_8).strip())
        .filter(it -> !it.isEmpty());
  }

  private PortFailure failed(Path file, String what) {
    return new PortFailure.Unreachable(file + " on " + target + " " + what, null);
  }

  /** What a script answered. */
  private record Said(RemoteRun.End end, ByteArrayOutputStream output, String error) {
    String reason() {
      return switch (end) {
        case RemoteRun.End.Exited(int code) ->
            error.isBlank() ? "exit code " + code : error.strip();
        case RemoteRun.End.Killed(String signal) -> "it was killed by " + signal;
        case RemoteRun.End.Stopped _ -> "it was stopped";
        case RemoteRun.End.TimedOut _ -> "it did not end in time";
        case RemoteRun.End.Lost _ -> "the connection was lost";
      };
    }
  }

  private Said ask(RemoteScript script, List<String> arguments) {
    return ask(script, arguments, InputStream.nullInputStream(), FILE, () -> false);
  }

  private Said ask(
      RemoteScript script,
      List<String> arguments,
      InputStream in,
      Duration limit,
      BooleanSupplier stop) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (var _ = connections.placeAt(target);
        RemoteRun run = begin(script.call(arguments), out, err)) {
      run.feed(in);
      RemoteRun.End end = run.await(limit, stop);
      run.finish();
      return new Said(end, out, err.toString(StandardCharsets.UTF_8));
    }
  }

  private RemoteRun begin(String line, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    ClientSession session = connections.to(target);
    try {
      return RemoteRun.start(session, line, answer, out, err);
    } catch (IOException _) {
      connections.drop(target, session);
    }
    try {
      return RemoteRun.start(connections.to(target), line, answer, out, err);
    } catch (IOException e) {
      throw new PortFailure.Unreachable(
          target + " accepts us but runs nothing: " + SshWords.reason(e), e);
    }
  }
}
