package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import dev.signalbox.server.NetworkSpace;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.server.SshServer;
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
import java.util.function.BooleanSupplier;

/**
 * A machine with a Docker Engine of its own: a network namespace, so that what the engine does to
 * networks stays there, joined to this machine by a pair of interfaces.
 */
public final class DockerHost implements AutoCloseable {

  private final NetworkSpace network;
  private final Path directory;
  private final List<String> moreArguments;
  private ServerProcess engine;
  private final DirectLine line;

  private DockerHost(NetworkSpace network, Path directory, List<String> moreArguments) {
    this.network = network;
    this.directory = directory;
    this.moreArguments = moreArguments;
    this.engine = startEngine();
    this.line = DirectLine.socket(socket(), Duration.ofSeconds(30));
  }

  /** The address that the host of a number will have. */
  public static String addressOf(int number) {
    return NetworkSpace.addressOf(number);
  }

  /** Starts one; several have different numbers from 0 to 60. */
  public static DockerHost start(int number, String... moreArguments) {
    NetworkSpace network = NetworkSpace.make(number);
    try {
      Path directory = Files.createTempDirectory("sbdocker");
      return new DockerHost(network, directory, List.of(moreArguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServerProcess startEngine() {
    List<String> argv =
        new ArrayList<>(
            List.of(
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
    return ServerProcess.start(directory, network.inside(argv), () -> answers(socket()));
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
  public String here() {
    return network.here();
  }

  /** The address of the engine's host. */
  public String address() {
    return network.address();
  }

  /** The host's network, to be cut off. */
  public NetworkSpace network() {
    return network;
  }

  /** Where the engine listens on this machine's files. */
  public Path socket() {
    return directory.resolve("docker.sock");
  }

  /** A directory of the engine's own. */
  public Path directory() {
    return directory;
  }

  /** Speaks to the engine. */
  public DockerClient client() {
    return line.client();
  }

  /** Every container, running or not. */
  public List<Container> containers() {
    return client().listContainersCmd().withShowAll(true).exec();
  }

  /** Whether somebody listens on a port of the engine's host. */
  public boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes every image. */
  public void forgetImages() {
    client()
        .listImagesCmd()
        .exec()
        .forEach(it -> client().removeImageCmd(it.getId()).withForce(true).exec());
  }

  /** Removes every container. */
  public void clear() {
    containers().forEach(it -> client().removeContainerCmd(it.getId()).withForce(true).exec());
  }

  /** Waits until something is so, while the engine runs. */
  public void await(String what, BooleanSupplier isSo) {
    engine.await(what, Duration.ofSeconds(20), isSo);
  }

  /** Ends the engine as an administrator does. */
  public void stopEngine() {
    engine.close();
  }

  /** Ends the engine as a crash does. */
  public void killEngine() {
    engine.kill();
  }

  /** Starts the engine again. */
  public void startEngineAgain() {
    engine = startEngine();
  }

  /** Cuts the host off, or joins it again. */
  public void link(boolean up) {
    network.link(up);
  }

  /** Runs a program on the host, in its network. */
  public ServerProcess onHost(List<String> argv, BooleanSupplier ready) {
    return ServerProcess.start(directory, network.inside(argv), ready);
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
      network.close();
      SshServer.run(
          "sh",
          "-c",
          "grep -o '"
              + directory
              + "[^ ]*' /proc/mounts | sort -r | xargs -r umount -l; rm -rf "
              + directory);
    }
  }
}
