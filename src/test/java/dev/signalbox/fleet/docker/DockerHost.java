package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/**
 * A machine with a Docker Engine of its own: a network namespace, so that what the engine does to
 * networks stays there, joined to this machine by a pair of interfaces.
 */
final class DockerHost implements AutoCloseable {

  private final String space;
  private final String network;
  private final Path directory;
  private final List<String> moreArguments;
  private ServerProcess engine;
  private final DirectLine line;

  private DockerHost(String space, String network, Path directory, List<String> moreArguments) {
    this.space = space;
    this.network = network;
    this.directory = directory;
    this.moreArguments = moreArguments;
    this.engine = startEngine();
    this.line = DirectLine.socket(socket(), Duration.ofSeconds(30));
  }

  /** The address that the host of a number will have. */
  static String addressOf(int number) {
    return network() + (4 * number + 2);
  }

  private static String network() {
    return "10.231." + ProcessHandle.current().pid() % 250 + ".";
  }

  /** Starts one; several have different numbers from 0 to 60. */
  static DockerHost start(int number, String... moreArguments) {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "network namespaces need root");
    long process = ProcessHandle.current().pid();
    String space = "sb" + process + "d" + number;
    String network = network();
    int first = 4 * number;
    run("ip", "netns", "add", space);
    run("ip", "-n", space, "link", "set", "lo", "up");
    run("ip", "link", "add", space, "type", "veth", "peer", "name", "eth0", "netns", space);
    run("ip", "addr", "add", network + (first + 1) + "/30", "dev", space);
    run("ip", "link", "set", space, "up");
    run("ip", "-n", space, "addr", "add", network + (first + 2) + "/30", "dev", "eth0");
    run("ip", "-n", space, "link", "set", "eth0", "up");
    run("ip", "-n", space, "route", "add", "default", "via", network + (first + 1));
    try {
      Path directory = Files.createTempDirectory("sbdocker");
      return new DockerHost(space, network + first, directory, List.of(moreArguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServerProcess startEngine() {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Programs.path("nsenter"),
                "--net=/run/netns/" + space,
                Programs.path("dockerd"),
                "--data-root",
                directory.resolve("root").toString(),
                "--exec-root",
                directory.resolve("exec").toString(),
                "--pidfile",
                directory.resolve("pid").toString(),
                "--insecure-registry",
                here() + "/32",
                "-H",
                "unix://" + socket()));
    argv.addAll(moreArguments);
    return ServerProcess.start(directory, argv, () -> answers(socket()));
  }

  /** Whether an engine answers at a socket. */
  static boolean answers(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(
          ByteBuffer.wrap("GET /_ping HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
      ByteBuffer answer = ByteBuffer.allocate(64);
      channel.read(answer);
      return new String(answer.array(), StandardCharsets.UTF_8).contains(" 200 ");
    } catch (IOException e) {
      return false;
    }
  }

  /** This machine's address as the engine's host sees it. */
  String here() {
    return numbered(1);
  }

  /** The address of the engine's host. */
  String address() {
    return numbered(2);
  }

  private String numbered(int more) {
    int dot = network.lastIndexOf('.') + 1;
    return network.substring(0, dot) + (Integer.parseInt(network.substring(dot)) + more);
  }

  /** Where the engine listens on this machine's files. */
  Path socket() {
    return directory.resolve("docker.sock");
  }

  /** A directory of the engine's own. */
  Path directory() {
    return directory;
  }

  DockerClient client() {
    return line.client();
  }

  /** Every container, running or not. */
  List<Container> containers() {
    return client().listContainersCmd().withShowAll(true).exec();
  }

  /** Whether somebody listens on a port of the engine's host. */
  boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes every image. */
  void forgetImages() {
    client()
        .listImagesCmd()
        .exec()
        .forEach(it -> client().removeImageCmd(it.getId()).withForce(true).exec());
  }

  /** Removes every container. */
  void clear() {
    containers().forEach(it -> client().removeContainerCmd(it.getId()).withForce(true).exec());
  }

  /** Waits until something is so, while the engine runs. */
  void await(String what, BooleanSupplier isSo) {
    engine.await(what, Duration.ofSeconds(20), isSo);
  }

  /** Ends the engine as an administrator does. */
  void stopEngine() {
    engine.close();
  }

  /** Ends the engine as a crash does. */
  void killEngine() {
    engine.kill();
  }

  /** Starts the engine again. */
  void startEngineAgain() {
    engine = startEngine();
  }

  /** Cuts the host off, or joins it again. */
  void link(boolean up) {
    run("ip", "link", "set", space, up ? "up" : "down");
  }

  /** Runs a program on the host, in its network. */
  ServerProcess onHost(List<String> argv, BooleanSupplier ready) {
    List<String> all =
        new ArrayList<>(List.of(Programs.path("nsenter"), "--net=/run/netns/" + space));
    all.addAll(argv);
    return ServerProcess.start(directory, all, ready);
  }

  @Override
  public void close() {
    try {
      if (engine.isRunning()) {
        clear();
      }
    } finally {
      line.close();
      engine.close();
      run("ip", "link", "del", space);
      run("ip", "netns", "del", space);
      run(
          "sh",
          "-c",
          "grep -o '"
              + directory
              + "[^ ]*' /proc/mounts | sort -r | xargs -r umount -l; rm -rf "
              + directory);
    }
  }

  private static void run(String... argv) {
    try {
      Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", argv) + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
