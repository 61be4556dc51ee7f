package dev.signalbox.traffic.nginx;

import dev.signalbox.port.Machine;
import dev.signalbox.port.PortFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** This machine, with a line to it that can be cut. */
final class Here implements Machine {
  private final AtomicBoolean cut = new AtomicBoolean();
  private final AtomicBoolean losing = new AtomicBoolean();

  void cutOff() {
    cut.set(true);
  }

  void loseNextAnswer() {
    losing.set(true);
  }

  void reach() {
    if (cut.get()) {
      throw new PortFailure.Unreachable("the machine is cut off", null);
    }
  }

  @Override
  public String name() {
    return "router-1";
  }

  @Override
  public Ended run(Program program, Consumer<String> lines, BooleanSupplier stop) {
    reach();
    Ended ended = start(program);
    boolean isChange = program.argv().contains("signalbox");
    if (isChange && losing.getAndSet(false)) {
      throw new PortFailure.OutcomeUnknown("the line broke", null);
    }
    return ended;
  }

  private static Ended start(Program program) {
    try {
      Path printed = Files.createTempFile("printed", ".txt");
      Process process =
          new ProcessBuilder(program.argv())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      try (var input = process.getOutputStream()) {
        input.write(program.input().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // A program need not read what it is given.
      }
      if (!process.waitFor(program.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new Ended.TimedOut(Files.readString(printed));
      }
      String text = Files.readString(printed);
      Files.delete(printed);
      return new Ended.Exited(process.exitValue(), text, text);
    } catch (IOException e) {
      return new Ended.NotStarted(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public Optional<byte[]> read(Path file) {
    reach();
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(Path file, byte[] content) {
    throw new AssertionError("nginx's include is changed on its machine, under a lock");
  }
}
