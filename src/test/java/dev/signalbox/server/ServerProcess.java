package dev.signalbox.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A server of its own process in the foreground; what it prints goes to a file. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration START = Duration.ofSeconds(30);
  private static final int FIRST_PORT = 15_000;
  private static final int PORTS = 15_000;
  private static final int APART = 211;
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * APART % PORTS));
  private static final Duration STOP = Duration.ofSeconds(10);

  private final String name;
  private final Process process;
  private final Path log;

  private ServerProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a server in a directory and waits until it is ready.
   *
   * @param ready asked again and again; fails the test when the server ends or takes too long
   */
  public static ServerProcess start(Path directory, List<String> argv, BooleanSupplier ready) {
    String name = Path.of(argv.getFirst()).getFileName().toString();
    try {
      Path log = Files.createTempFile(directory, name, ".log");
      Process process =
          new ProcessBuilder(argv)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      ServerProcess server = new ServerProcess(name, process, log);
      server.await("to be ready", START, ready);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something is so, while the server runs. */
  public void await(String what, Duration limit, BooleanSupplier isSo) {
    for (long left = limit.toNanos(); !isSo.getAsBoolean(); left -= STEP.toNanos()) {
      if (left <= 0 || endsWithin(STEP)) {
        String why = left <= 0 ? " took too long " : " ended while it was awaited ";
        String text = name + why + what + ":\n" + output();
        process.destroyForcibly();
        throw new AssertionError(text);
      }
    }
  }

  private boolean endsWithin(Duration time) {
    try {
      var _ = process.onExit().get(time.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Whether somebody listens on a TCP port of loopback. */
  public static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * A TCP port of loopback that nobody has now. It is outside of the range that the system gives
   * ports from by itself, and each is given once: between this answer and the server's start nobody
   * else takes it.
   */
  public static int freePort() {
    while (true) {
      int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // The next one.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What it has printed. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "(no output: " + e.getMessage() + ")";
    }
  }

  /** Its process number. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** The processes that it has started itself. */
  public List<ProcessHandle> children() {
    return process.children().toList();
  }

  /** As {@link #kill}, but its children live on. */
  public void killAlone() {
    process.destroyForcibly();
    endsWithin(STOP);
  }

  /** Ends it without a chance to say goodbye, as {@code kill -9} does. */
  public void kill() {
    // The first one first, or it starts others in place of those that are gone.
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    endsWithin(STOP);
    descendants.forEach(ProcessHandle::destroyForcibly);
    descendants.forEach(it -> it.onExit().orTimeout(STOP.toSeconds(), TimeUnit.SECONDS).join());
  }

  @Override
  public void close() {
    process.destroy();
    if (!endsWithin(STOP)) {
      kill();
    }
  }
}
