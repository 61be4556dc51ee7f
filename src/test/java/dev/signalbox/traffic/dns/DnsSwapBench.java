package dev.signalbox.traffic.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.port.TrafficSwitch.Swapped;
import dev.signalbox.server.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From asking for a swap until the authoritative server shows it, beside nsupdate's own time. */
@Tag("bench")
@Needs(program = "named", debianPackage = "bind9")
@Needs(program = "nsupdate", debianPackage = "bind9-dnsutils")
class DnsSwapBench {
  private static final int WARM_UP = 20;
  private static final int ROUNDS = 60;

  @Test
  void aSwapIsVisibleSoonerThanByNsupdate(@TempDir Path directory) throws Exception {
    try (BindWorld world = new BindWorld(directory)) {
      DnsTrafficSwitch dns = world.trafficSwitch();
      String[] clusters = {"blue", "green"};
      long[] ours = new long[ROUNDS];
      long[] theirs = new long[ROUNDS];
      for (int i = -WARM_UP; i < ROUNDS; i++) {
        String from = clusters[Math.floorMod(i, 2)];
        String to = clusters[Math.floorMod(i + 1, 2)];
        long swapped = time(world, to, () -> swap(dns, from, to));
        Path commands = commands(world, directory, from);
        long updated =
            time(
                world,
                from,
                () -> NameServer.run(directory, "nsupdate", "-k", key(world), commands.toString()));
        if (i >= 0) {
          ours[i] = swapped;
          theirs[i] = updated;
        }
        swap(dns, from, to);
      }
      System.out.printf(
          "swap until visible, %d rounds: Signalbox p50 %.1f ms, p95 %.1f ms; nsupdate p50 %.1f ms,"
              + " p95 %.1f ms%n",
          ROUNDS, at(ours, 0.5), at(ours, 0.95), at(theirs, 0.5), at(theirs, 0.95));
      assertThat(at(ours, 0.5)).isLessThan(at(theirs, 0.5));
    }
  }

  private static void swap(DnsTrafficSwitch dns, String from, String to) {
    assertThat(dns.swap(from, to)).isInstanceOf(Swapped.Accepted.class);
  }

  private static long time(BindWorld world, String to, Runnable change) {
    long begun = System.nanoTime();
    change.run();
    Present expected = new Present(DnsNames.absolute("name", ShopZone.SHOP), Kind.ALIAS, List.of());
    List<Onlooker.Says> says;
    do {
      says =
          Onlooker.authoritative(world.primary.endpoint())
              .ask(expected.owner(), Kind.ALIAS, Duration.ofSeconds(1));
    } while (!(says.getFirst() instanceof Onlooker.Says.This(Present present)
        && present.text().startsWith(to)));
    return System.nanoTime() - begun;
  }

  private static String key(BindWorld world) throws java.io.UncheckedIOException {
    try {
      String secret = Files.readString(world.key);
      Path file = world.directory.resolve("bind.key");
      Files.writeString(
          file,
          "key \"%s\" { algorithm hmac-sha256; secret \"%s\"; };"
              .formatted(NameServer.KEY, secret));
      return file.toString();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path commands(BindWorld world, Path directory, String to) throws Exception {
    return Files.writeString(
        directory.resolve("commands"),
        """
        server 127.0.0.1 %d
        zone lab.test
        update delete shop.lab.test CNAME
        update add shop.lab.test 300 CNAME %s.shop.lab.test.
        send
        """
            .formatted(world.primary.port(), to));
  }

  private static double at(long[] nanos, double share) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))] / 1e6;
  }
}
