package dev.signalbox.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A JVM of its own with the test's class path; what it prints is kept, and can be waited for. */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition printed = lock.newCondition();
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;
  private boolean ended;

  private ChildJvm(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /** Starts a main class; its standard input stays open. */
  public static ChildJvm start(Class<?> main, Path directory, List<String> arguments) {
    return start(main, directory, arguments, List.of());
  }

  /** Starts a main class with options for its JVM. */
  public static ChildJvm start(
      Class<?> main, Path directory, List<String> arguments, List<String> options) {
    return startBehind(List.of(), main, directory, arguments, options);
  }

  /** Starts a main class by a program that runs what follows on its command line in its place. */
  static ChildJvm startBehind(
      List<String> program,
      Class<?> main,
      Path directory,
      List<String> arguments,
      List<String> options) {
    List<String> command = new ArrayList<>(program);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It lives for seconds: what makes a long-running JVM fast would only cost it time.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.add(main.getName());
    command.addAll(arguments);
    try {
      Files.createDirectories(directory);
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
      builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
      return new ChildJvm(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("(the output cannot be read any more: " + e + ")");
    } finally {
      end();
    }
  }

  private void add(String line) {
    lock.lock();
    try {
      lines.add(line);
      printed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      printed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Writes lines to its standard input. */
  public void say(String... words) {
    for (String line : words) {
      write(line + "\n");
    }
  }

  private void write(String text) {
    try {
      OutputStream input = process.getOutputStream();
      input.write(text.getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(output(), e);
    }
  }

  /** Ends its standard input. */
  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line it printed that is so; fails when it ends or takes too long without one. */
  public String await(String what, Duration limit, Predicate<String> isSo) {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (true) {
        Optional<String> found = lines.stream().filter(isSo).findFirst();
        if (found.isPresent()) {
          return found.get();
        }
        if (ended || left <= 0) {
          String why = ended ? " ended" : " took too long";
          throw new AssertionError("waiting for " + what + ", it" + why + ":\n" + output());
        }
        left = printed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }

  /** Its exit code; empty when it goes on for longer than this. */
  public OptionalInt exit(Duration limit) {
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return OptionalInt.empty();
      }
      var _ = reader.join(limit);
      return OptionalInt.of(process.exitValue());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a process to end", e);
    }
  }

  /** What its threads do now, for whoever wonders why it does not end. */
  public String threads() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Path dump = Files.createTempFile("threads", ".txt");
      new ProcessBuilder(
              jcmd, "" + process.pid(), "Thread.dump_to_file", "-overwrite", dump.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
      return Files.readString(dump);
    } catch (IOException | CompletionException e) {
      return "(its threads cannot be seen: " + e + ")";
    }
  }

  /** Ends it at once, with SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Asks it to end, with SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Everything that it printed so far. */
  public String output() {
    lock.lock();
    try {
      return String.join("\n", lines);
    } finally {
      lock.unlock();
    }
  }

  /** Ends it, whatever it does. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
