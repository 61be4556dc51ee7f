package dev.signalbox.fleet.command;

import dev.signalbox.fleet.Printed;
import dev.signalbox.fleet.Signals;
import dev.signalbox.port.Machine.Ended;
import dev.signalbox.port.Machine.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One program of this machine while it runs. */
final class LocalRun {

  /** How long a stop may stay unnoticed. */
  private static final long LOOK_UP_MILLIS = 100;

  /** How long output is awaited from what a program that has ended left in the background. */
  private static final Duration REST = Duration.ofMillis(300);

  private static final int SHELLS_BASE = 128;

  private final Process process;
  private final ProcessSession session;
  private final Printed printed;
  private final Duration grace;
  private final long start = System.nanoTime();

  LocalRun(Process process, String mark, Printed printed, Duration grace) {
    this.process = process;
    this.session = new ProcessSession(process.toHandle(), mark);
    this.printed = printed;
    this.grace = grace;
  }

  /** Follows it to its end, or ends it. */
  Ended follow(Program program, BooleanSupplier stop) {
    Thread output = copying("output", process.getInputStream(), printed.output());
    Thread error = copying("error", process.getErrorStream(), printed.error());
    Thread.ofPlatform().daemon().name("program-input").start(() -> feed(program.input()));
    Optional<Cut> cut = await(program.timeout(), stop);
    if (cut.isPresent()) {
      session.end(grace);
    }
    finish(output);
    finish(error);
    printed.finish();
    return cut.map(this::cutShort).orElseGet(this::ended);
  }

  private enum Cut {
    STOPPED,
    TIME_OUT
  }

  private Optional<Cut> await(Duration timeout, BooleanSupplier stop) {
    try {
      while (!process.waitFor(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
        if (stop.getAsBoolean()) {
          return Optional.of(Cut.STOPPED);
        }
        if (System.nanoTime() - start >= timeout.toNanos()) {
          return Optional.of(Cut.TIME_OUT);
        }
      }
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of(Cut.STOPPED);
    }
  }

  private Ended cutShort(Cut why) {
    return switch (why) {
      case STOPPED -> new Ended.Stopped(printed.printed());
      case TIME_OUT -> new Ended.TimedOut(printed.printed());
    };
  }

  private Ended ended() {
    int code = process.exitValue();
    Optional<String> signal = Signals.name(code - SHELLS_BASE);
    return signal.isPresent()
        ? new Ended.Killed(signal.get(), printed.printed())
        : new Ended.Exited(code, printed.standardOutput(), printed.printed());
  }

  /** No virtual thread: what is left in the background may keep the pipe open, and the carrier. */
  private static Thread copying(String name, InputStream from, OutputStream to) {
    return Thread.ofPlatform()
        .daemon()
        .name("program-" + name)
        .start(
            () -> {
              try (from) {
                from.transferTo(to);
              } catch (IOException _) {
                // The pipe went with its process; what was read stays.
              }
            });
  }

  private void feed(String input) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // It did not want to read all of it, which is its own affair.
    }
  }

  private static void finish(Thread copying) {
    try {
      boolean _ = copying.join(REST); // Not worth failing for.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
