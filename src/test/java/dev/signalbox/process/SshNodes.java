package dev.signalbox.process;

import dev.signalbox.server.ServerProcess;
import dev.signalbox.server.SshServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The four nodes of the example {@code config/examples/ssh.yaml}, on one machine behind a real
 * OpenSSH server: each has a directory of its own in which the example's program installs real
 * releases, which are real web servers.
 */
final class SshNodes implements AutoCloseable {
  private static final List<String> NAMES = List.of("blue-1", "blue-2", "green-1", "green-2");

  private final Path directory;
  private final SshServer server;
  private final List<URI> addresses = new ArrayList<>();

  SshNodes(Path directory) throws IOException {
    this.directory = directory;
    this.server = SshServer.start(Files.createDirectories(directory.resolve("ssh")));
    Files.writeString(
        directory.resolve("known_hosts"),
        server.knownHostsLine("[127.0.0.1]:" + server.port(), "ed25519"));
    Path program = home("bin").resolve("shop");
    Files.copy(example(), program, StandardCopyOption.COPY_ATTRIBUTES);
    for (String name : NAMES) {
      int port = ServerProcess.freePort();
      addresses.add(URI.create("http://127.0.0.1:" + port));
      Files.writeString(home(name).resolve("port"), "" + port);
    }
    for (String version : List.of("v1", "v2", "v3")) {
      release(version, "");
    }
    NAMES.forEach(name -> installByHand(name, "v1"));
  }

  private static Path example() {
    return Path.of(System.getProperty("basedir"), "config/examples/ssh/shop");
  }

  private Path home(String name) throws IOException {
    Path home = Files.createDirectories(server.home().resolve(name));
    SshServer.run("chown", "-R", SshServer.USER, home.toString());
    return home;
  }

  /** A file of a node. */
  Path file(String node, String name) {
    try {
      return server.home().resolve(node).resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The addresses of the nodes, those of blue first. */
  List<URI> addresses() {
    return addresses;
  }

  /** The server through which all of them are reached. */
  SshServer server() {
    return server;
  }

  /**
   * Makes a release.
   *
   * @param first what its start does before it serves
   */
  void release(String version, String first) throws IOException {
    Path content = Files.createDirectories(directory.resolve("made").resolve(version));
    Path www = Files.createDirectories(content.resolve("www"));
    Files.writeString(www.resolve("version"), version);
    Files.writeString(www.resolve("healthz"), "{\"status\": \"up\"}");
    Files.writeString(www.resolve("index.html"), "shop " + version);
    Path start = Files.createDirectories(content.resolve("bin")).resolve("start");
    Files.writeString(
        start,
        "#!/bin/sh\n%s\nexec busybox httpd -f -p \"127.0.0.1:$1\" -h current/www\n"
            .formatted(first),
        StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path archive = directory.resolve("shop-" + version + ".tar.gz");
    SshServer.run("tar", "-czf", archive.toString(), "-C", content.toString(), ".");
  }

  private void installByHand(String node, String version) {
    Path archive = directory.resolve("shop-" + version + ".tar.gz");
    Path there = file(node, archive.getFileName().toString());
    SshServer.run("cp", archive.toString(), there.toString());
    run(node, "install", version);
  }

  /** Runs the program as a person does who has logged in to a node. */
  private void run(String node, String... words) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=" + SshServer.USER,
                "--clear-groups",
                "env",
                "SHOP_HOME=" + file(node, ""),
                file("bin", "shop").toString()));
    argv.addAll(List.of(words));
    SshServer.run(argv.toArray(String[]::new));
  }

  /** What the bot is started with beside the example, so that it finds them. */
  List<String> arguments() {
    String lane = "--signalbox.applications.shop.stages.production.";
    String ssh = "--signalbox.applications.shop.equipment.installer.ssh.";
    String program = file("bin", "shop").toString();
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      String cluster = name.substring(0, name.indexOf('-'));
      arguments.add(lane + "nodes." + cluster + "." + name + "=" + addresses.get(i));
    }
    arguments.addAll(
        List.of(
            ssh + "user=" + SshServer.USER,
            ssh + "port=" + server.port(),
            ssh + "keys=" + server.key(),
            ssh + "known-hosts=" + directory.resolve("known_hosts"),
            ssh + "upload.file=" + directory + "/shop-{version}.tar.gz",
            ssh + "upload.to=" + file("{node}", "shop-{version}.tar.gz"),
            ssh + "installed=" + program + ",installed",
            ssh + "install=" + program + ",install,{version}",
            ssh + "uninstall=" + program + ",uninstall",
            ssh + "environment.[SHOP_HOME]=" + file("{node}", "")));
    return arguments;
  }

  @Override
  public void close() {
    NAMES.forEach(name -> run(name, "uninstall"));
    server.close();
  }
}
