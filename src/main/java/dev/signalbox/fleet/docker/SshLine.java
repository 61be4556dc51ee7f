package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.signalbox.deployment.Excerpt;
import dev.signalbox.fleet.docker.DockerSettings.Connection;
import dev.signalbox.port.PortFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A line through this machine's {@code ssh}, which forwards a socket of ours to the engine's. It is
 * kept, and made anew when it broke. Who is on the other side is for ssh to know: the host's key
 * has to be among its known hosts, and nothing is ever asked.
 */
final class SshLine implements Engine.Line {

  private static final long LOOK_MILLIS = 20;
  private static final int LONGEST = 200;

  private final Connection.OverSsh way;
  private final Duration timeout;
  private final Path directory;
  private final DirectLine line;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Process ssh;

  SshLine(Connection.OverSsh way, Duration timeout) {
    this.way = way;
    this.timeout = timeout;
    try {
      // Only ours to read: whoever can speak to the socket is root on the engine's host.
      this.directory = Files.createTempDirectory("signalbox-docker");
    } catch (IOException e) {
      throw new PortFailure.Unreachable("no directory for a socket: " + e.getMessage(), e);
    }
    this.line = DirectLine.socket(socket(), timeout);
  }

  @Override
  public DockerClient client() {
    forward();
    return line.client();
  }

  @Override
  public DockerHttpClient http() {
    forward();
    return line.http();
  }

  /** The program that forwards, as it is run. */
  List<String> command() {
    List<String> argv = new ArrayList<>(List.of("ssh", "-N", "-T"));
    for (String option :
        List.of(
            "BatchMode=yes",
            "StrictHostKeyChecking=yes",
            "ExitOnForwardFailure=yes",
            "StreamLocalBindUnlink=yes",
            "StreamLocalBindMask=0177",
            "ConnectTimeout=" + Math.max(1, timeout.toSeconds()),
            "ServerAliveInterval=5",
            "ServerAliveCountMax=3",
            "ControlPath=none")) {
      argv.add("-o");
      argv.add(option);
    }
    way.port().ifPresent(port -> argv.addAll(List.of("-p", Integer.toString(port))));
    argv.addAll(way.options());
    argv.addAll(List.of("-L", socket() + ":" + way.socket(), "--", way.destination()));
    return argv;
  }

  private Path socket() {
    return directory.resolve("docker.sock");
  }

  private Path errors() {
    return directory.resolve("ssh.log");
  }

  private void forward() {
    lock.lock();
    try {
      if (ssh == null || !ssh.isAlive()) {
        Files.deleteIfExists(socket());
        Process started = start();
        ssh = started;
        await(started);
      }
    } catch (IOException e) {
      throw unreachable("ssh cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("it was interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(command())
        .redirectErrorStream(true)
        .redirectOutput(errors().toFile())
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .start();
  }

  private void await(Process started) throws IOException, InterruptedException {
    for (long left = timeout.toMillis(); !Files.exists(socket()); left -= LOOK_MILLIS) {
      if (started.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        throw unreachable(said(), null);
      }
      if (left <= 0) {
        started.destroy();
        throw unreachable("no connection in time", null);
      }
    }
  }

  private String said() throws IOException {
    String text = Files.readString(errors(), StandardCharsets.UTF_8);
    return text.isBlank() ? "ssh ended" : text;
  }

  private PortFailure.Unreachable unreachable(String why, @Nullable Throwable cause) {
    return new PortFailure.Unreachable(
        "ssh to " + way.destination() + " failed: " + Excerpt.of(why, LONGEST), cause);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      line.close();
      if (ssh != null) {
        ssh.destroy();
      }
      Files.deleteIfExists(socket());
      Files.deleteIfExists(errors());
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }
}
