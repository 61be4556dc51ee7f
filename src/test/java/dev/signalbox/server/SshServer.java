package dev.signalbox.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A real OpenSSH server on loopback, into which a user of its own may log in whose shell is dash.
 * Keys, configuration and the user's home are below its directory; only the account itself is the
 * system's, and stays for the next test.
 */
public final class SshServer implements AutoCloseable {
  /** The user who may log in. */
  public static final String USER = "signalbox-test";

  private final Path directory;
  private final int port;
  private final List<String> addresses;
  private final UnaryOperator<List<String>> where;
  private ServerProcess server;

  private SshServer(
      Path directory, List<String> addresses, int port, UnaryOperator<List<String>> where) {
    this.directory = directory;
    this.addresses = List.copyOf(addresses);
    this.port = port;
    this.where = where;
    this.server = run();
  }

  /** Starts one on a free port. */
  public static SshServer start(Path directory) {
    return start(directory, List.of("127.0.0.1"), ServerProcess.freePort());
  }

  /** Starts one that listens on several addresses. */
  public static SshServer start(Path directory, List<String> addresses, int port) {
    prepare(directory);
    return new SshServer(directory, addresses, port, UnaryOperator.identity());
  }

  /** Starts one on another machine, so to speak. */
  public static SshServer start(Path directory, NetworkSpace space) {
    prepare(directory);
    return new SshServer(
        directory, List.of(space.address()), ServerProcess.freePort(), space::inside);
  }

  private static void prepare(Path directory) {
    try {
      requireUser();
      for (Path above = directory;
          above != null && above.startsWith("/tmp/");
          above = above.getParent()) {
        Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      Files.createDirectories(Path.of("/run/sshd"));
      for (String type : List.of("ed25519", "ecdsa", "rsa")) {
        keygen(directory.resolve("host_" + type), type, "");
      }
      keygen(directory.resolve("id"), "ed25519", "");
      Files.copy(directory.resolve("id.pub"), directory.resolve("authorized"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireUser() {
    if (!succeeds("id", USER)) {
      // A password that nothing matches; without one sshd takes the account for a locked one.
      run(
          Programs.path("useradd"),
          "--system",
          "--password=*",
          "--shell=/bin/dash",
          "--home-dir=/tmp",
          USER);
    }
  }

  /** Makes a pair of keys. */
  public static void keygen(Path file, String type, String passphrase) {
    run("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file.toString());
  }

  /** Runs a program that has to succeed. */
  public static void run(String... argv) {
    if (!succeeds(argv)) {
      throw new AssertionError(String.join(" ", argv) + " failed");
    }
  }

  private static boolean succeeds(String... argv) {
    try {
      Process process =
          new ProcessBuilder(argv)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private ServerProcess run() {
    try {
      Path config =
          Files.writeString(
              directory.resolve("sshd_config"),
              """
              Port %d
              %sHostKey %s/host_ed25519
              HostKey %s/host_ecdsa
              HostKey %s/host_rsa
              AuthorizedKeysFile %s/authorized
              PidFile none
              UsePAM no
              StrictModes no
              PasswordAuthentication no
              MaxStartups 100
              AllowUsers %s
              """
                  .formatted(port, listen(), directory, directory, directory, directory, USER));
      return ServerProcess.start(
          directory,
          where.apply(List.of(Programs.path("sshd"), "-D", "-e", "-f", config.toString())),
          this::answers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String listen() {
    return addresses.stream().map(it -> "ListenAddress " + it + "\n").collect(Collectors.joining());
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(addresses.getFirst(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** A private key of the user. */
  public Path key() {
    return directory.resolve("id");
  }

  /** Lets this public key in, too. */
  public void authorize(Path publicKey) throws IOException {
    Files.writeString(
        directory.resolve("authorized"),
        Files.readString(directory.resolve("authorized")) + Files.readString(publicKey));
  }

  /** Its public key as {@code known_hosts} has it, for a name such as {@code [127.0.0.1]:2222}. */
  public String knownHostsLine(String name, String type) throws IOException {
    String[] words = Files.readString(directory.resolve("host_" + type + ".pub")).split(" ", -1);
    return name + " " + words[0] + " " + words[1] + "\n";
  }

  /** A directory in which the user may write. */
  public Path home() throws IOException {
    Path home = Files.createDirectories(directory.resolve("home"));
    run("chown", USER, home.toString());
    return home;
  }

  /** Gives it new keys and starts it again. */
  public void reinstall() throws IOException {
    close();
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      Files.delete(directory.resolve("host_" + type));
      Files.delete(directory.resolve("host_" + type + ".pub"));
      keygen(directory.resolve("host_" + type), type, "");
    }
    server = run();
  }

  /**
   * Ends it with every connection that it has, but not what runs over them, and starts it again.
   */
  public void restart() {
    cutConnections();
    server.killAlone();
    server = run();
  }

  /** Ends every connection, but neither the server nor what runs over them. */
  public void cutConnections() {
    ProcessHandle.of(server.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .filter(it -> it.info().command().filter(name -> name.endsWith("/sshd")).isPresent())
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** What it has said. */
  public String output() {
    return server.output();
  }

  /**
   * Nobody waits until the system has collected what its connections ran: that may take seconds.
   */
  @Override
  public void close() {
    List<ProcessHandle> descendants =
        ProcessHandle.of(server.pid()).stream().flatMap(ProcessHandle::descendants).toList();
    server.killAlone();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
