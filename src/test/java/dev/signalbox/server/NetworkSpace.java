package dev.signalbox.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A network of its own, as another machine has one: a namespace that is joined to this machine by a
 * pair of interfaces, and can be cut off, slowed down, or made to lose what it answers. Needs root.
 */
public final class NetworkSpace implements AutoCloseable {
  private final String name;
  private final String network;

  private NetworkSpace(String name, String network) {
    this.name = name;
    this.network = network;
  }

  /** Makes one; those of one process have different numbers from 0 to 60. */
  public static NetworkSpace make(int number) {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "network namespaces need root");
    String name = "sb" + ProcessHandle.current().pid() + "d" + number;
    NetworkSpace space = new NetworkSpace(name, network() + 4 * number);
    run("ip", "netns", "add", name);
    run("ip", "-n", name, "link", "set", "lo", "up");
    run("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name);
    run("ip", "addr", "add", space.here() + "/30", "dev", name);
    run("ip", "link", "set", name, "up");
    run("ip", "-n", name, "addr", "add", space.address() + "/30", "dev", "eth0");
    run("ip", "-n", name, "link", "set", "eth0", "up");
    run("ip", "-n", name, "route", "add", "default", "via", space.here());
    return space;
  }

  /** The address that the machine of a number will have. */
  public static String addressOf(int number) {
    return network() + (4 * number + 2);
  }

  private static String network() {
    return "10.231." + ProcessHandle.current().pid() % 250 + ".";
  }

  /** This machine's address as the other one sees it. */
  public String here() {
    return numbered(1);
  }

  /** The other machine's address. */
  public String address() {
    return numbered(2);
  }

  private String numbered(int more) {
    int dot = network.lastIndexOf('.') + 1;
    return network.substring(0, dot) + (Integer.parseInt(network.substring(dot)) + more);
  }

  /** The argv that runs a program there. */
  public List<String> inside(List<String> argv) {
    List<String> all =
        new ArrayList<>(List.of(Programs.path("nsenter"), "--net=/run/netns/" + name));
    all.addAll(argv);
    return all;
  }

  /**
   * Takes the cable out at the other machine, or puts it in again. The interface here stays:
   * without it, what is meant for the other machine would be sent to somebody else.
   */
  public void link(boolean up) {
    run("ip", "-n", name, "link", "set", "eth0", up ? "up" : "down");
    if (up) {
      run("ip", "-n", name, "route", "replace", "default", "via", here());
    }
  }

  /** Lets nothing through any more, without a word to either side. */
  public void partition() {
    filter("iif eth0 drop", "oif eth0 drop", "drop");
  }

  /** Lets what is asked of a port through, and nothing that it answers. */
  public void loseAnswersOf(int port) {
    filter("accept", "tcp sport " + port + " drop", "accept");
  }

  private void filter(String input, String output, String forward) {
    String rules =
        """
        table inet cut {
          chain in { type filter hook input priority 0; %s; }
          chain through { type filter hook forward priority 0; %s; }
          chain out { type filter hook output priority 0; %s; }
        }
        """
            .formatted(input, forward, output);
    run(inside(List.of(Programs.path("nft"), rules)).toArray(String[]::new));
  }

  /** Lets everything through again, as fast as it goes. */
  public void heal() {
    run(
        inside(List.of("sh", "-c", "nft delete table inet cut; tc qdisc del dev eth0 root; true"))
            .toArray(String[]::new));
    run("sh", "-c", "tc qdisc del dev " + name + " root; true");
  }

  /** Lets no more than this through to it, such as {@code 512kbit} in a second. */
  public void slow(String rate) {
    run(
        "tc", "qdisc", "add", "dev", name, "root", "tbf", "rate", rate, "burst", "4kb", "latency",
        "400ms");
  }

  @Override
  public void close() {
    run("ip", "link", "del", name);
    run("ip", "netns", "del", name);
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
