package dev.signalbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.app.SignalboxMain;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.JournalEvent.MessageDelivered;
import dev.signalbox.deployment.JournalEvent.PhaseEntered;
import dev.signalbox.deployment.JournalEvent.Recovered;
import dev.signalbox.deployment.JournalEvent.StepBegan;
import dev.signalbox.deployment.Phase;
import dev.signalbox.port.Journal.Verification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the bot on one PostgreSQL, in front of one lab. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TwoInstancesTest {
  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);
  private static final int USERS = 50;
  private static final int ALL = 100_000;

  @Test
  void whatIsApprovedElsewhereGoesOnAndWhatIsKilledIsTakenOver(@TempDir Path directory)
      throws IOException {
    try (EmbeddedPostgres database = EmbeddedPostgres.start();
        LabProcess lab = LabProcess.start(directory.resolve("site"), Duration.ofMillis(300));
        WholeBot here = WholeBot.start(arguments(directory, "here", database, lab));
        ChildJvm there =
            ChildJvm.start(
                SignalboxMain.class,
                directory.resolve("there"),
                arguments(directory, "there", database, lab))) {
      lab.trickle(LabProcess.SHOP, USERS);

      there.say("/deploy v2 bluegreen");
      await(here, it -> it instanceof PhaseEntered entered && entered.to() == Phase.GATE);
      here.command("approver", "/approve");
      here.seeThrough("/approve");
      assertThat(newest(here).phase()).isEqualTo(Phase.SUCCEEDED);
      assertThat(of(here, Recovered.class)).isEmpty();

      there.say("/deploy v3 bluegreen");
      await(here, it -> it instanceof StepBegan began && isSecondInstallation(began));
      there.kill();
      Instant killed = Instant.now();
      JournalEntry taken = await(here, Recovered.class::isInstance);
      assertThat(Duration.between(killed, taken.at())).isLessThan(LEASE.multipliedBy(2));
      here.seeThrough("/approve");

      assertThat(newest(here).phase()).isEqualTo(Phase.SUCCEEDED);
      assertThat(lab.failed(LabProcess.SHOP)).isZero();
      assertThat(of(here, JournalEvent.SwapReadBack.class)).hasSize(2);
      List<String> delivered =
          of(here, MessageDelivered.class).stream()
              .map(JournalEntry::event)
              .map(it -> ((MessageDelivered) it).channel() + ((MessageDelivered) it).key())
              .toList();
      assertThat(delivered).doesNotHaveDuplicates().isNotEmpty();
      assertThat(here.stores().journal().verify()).isInstanceOf(Verification.Intact.class);
    }
  }

  private static boolean isSecondInstallation(StepBegan began) {
    return began.step().action().label().startsWith("install v3 on blue-2");
  }

  private static List<String> arguments(
      Path directory, String name, EmbeddedPostgres database, LabProcess lab) throws IOException {
    Path own = directory.resolve(name);
    Path password = Files.writeString(directory.resolve("password-" + name), "postgres");
    List<String> arguments = new ArrayList<>();
    arguments.add("--signalbox.database.url=" + database.getJdbcUrl("postgres", "postgres"));
    arguments.add("--signalbox.database.user=postgres");
    arguments.add("--signalbox.database.password-file=" + password);
    arguments.add("--signalbox.database.lease=" + LEASE.toSeconds() + "s");
    arguments.add("--signalbox.lab.control-url=" + lab.control());
    arguments.add("--signalbox.channels.console.platform=terminal");
    arguments.add("--signalbox.channels.console.default-application=shop");
    arguments.add("--signalbox.channels.console.default-stage=production");
    arguments.addAll(WholeBot.arguments(own, List.of()));
    arguments.removeIf(it -> it.startsWith("--signalbox.database.file="));
    return arguments;
  }

  /** The first entry that is so, waiting for it where it has not come yet. */
  private static JournalEntry await(WholeBot bot, Predicate<JournalEvent> isSo) {
    CountDownLatch found = new CountDownLatch(1);
    bot.stores()
        .journal()
        .onCommit(
            _ -> {
              if (find(bot, isSo).isPresent()) {
                found.countDown();
              }
            });
    try {
      if (find(bot, isSo).isEmpty()) {
        assertThat(found.await(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
      }
      return find(bot, isSo).orElseThrow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Optional<JournalEntry> find(WholeBot bot, Predicate<JournalEvent> isSo) {
    return bot.stores().journal().after(0, ALL).stream()
        .filter(it -> isSo.test(it.event()))
        .findFirst();
  }

  private static List<JournalEntry> of(WholeBot bot, Class<? extends JournalEvent> type) {
    return bot.stores().journal().after(0, ALL).stream()
        .filter(it -> type.isInstance(it.event()))
        .toList();
  }

  private static Deployment newest(WholeBot bot) {
    return bot.stores().deployments().newest(Optional.empty(), 1).getFirst();
  }
}
