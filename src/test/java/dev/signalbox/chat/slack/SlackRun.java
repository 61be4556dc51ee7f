package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.app.SignalboxMain;
import dev.signalbox.process.ChildJvm;
import dev.signalbox.process.LabProcess;
import dev.signalbox.process.WholeBot;
import dev.signalbox.store.H2File;
import dev.signalbox.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A bot that is a process of its own in a strict Slack, with a lab that outlives it. */
final class SlackRun implements AutoCloseable {
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(2);

  /** When the bot is killed. */
  enum Position {
    /** The command is acknowledged, and nothing has come of it. */
    AFTER_THE_COMMAND,
    /** The card is there, and its place is not noted yet. */
    CARD_POSTED,
    /** The prompt is about to be posted. */
    PROMPT_BEFORE,
    /** The prompt is there, and its place is not noted yet. */
    PROMPT_POSTED,
    /** The approval is consumed, and traffic is about to move. */
    APPROVED,
    /** The new version is watched. */
    IN_THE_WATCH,
    /** The end is told, and that is not noted yet. */
    END_POSTED;

    boolean isAt(String method, Map<String, String> form, boolean done) {
      String said = form.getOrDefault("blocks", "") + form.getOrDefault("metadata", "");
      boolean post = method.equals("chat.postMessage");
      return switch (this) {
        case AFTER_THE_COMMAND -> false;
        case CARD_POSTED -> post && done && said.contains("\"card:");
        case PROMPT_BEFORE -> post && !done && said.contains("\"gate:");
        case PROMPT_POSTED -> post && done && said.contains("\"gate:");
        case APPROVED -> method.equals("chat.update") && !done && said.contains("Approved.");
        case IN_THE_WATCH ->
            method.equals("chat.update") && !done && said.contains("watching the new version");
        case END_POSTED -> post && done && said.contains(" done: ");
      };
    }
  }

  final StrictSlack slack = new StrictSlack(InstantSource.system(), false);
  final StrictPeople people =
      new StrictPeople(slack, (type, payload) -> slack.socket().deliver(type, payload));

  /** What they do while nobody listens. */
  final StrictPeople unheard = new StrictPeople(slack, (_, _) -> {});

  final LabProcess lab;
  private final Path directory;

  SlackRun(Path directory) {
    this.directory = directory;
    this.lab = LabProcess.start(directory.resolve("lab"), Duration.ZERO);
  }

  ChildJvm start() throws InterruptedException {
    List<String> more = new ArrayList<>();
    more.addAll(
        List.of(
            "--signalbox.people.deployer.identities=terminal:deployer,page:deployer,slack:U1DEPLOYER",
            "--signalbox.people.approver.identities=terminal:approver,page:approver,slack:U2APPROVER",
            "--signalbox.channels.deploys.platform=slack",
            "--signalbox.channels.deploys.address=C1DEPLOYS",
            "--signalbox.channels.deploys.default-application=shop",
            "--signalbox.channels.deploys.default-stage=production",
            "--signalbox.applications.shop.watch.time=2s",
            "--signalbox.applications.api.watch.time=2s",
            "--signalbox.slack.bot-token=" + StrictSlack.BOT_TOKEN,
            "--signalbox.slack.app-token=" + StrictSlack.APP_TOKEN,
            "--signalbox.slack.api-url=" + slack.api(),
            "--signalbox.slack.message-interval=0s",
            "--signalbox.lab.control-url=" + lab.control()));
    ChildJvm bot =
        ChildJvm.start(SignalboxMain.class, directory, WholeBot.arguments(directory, more));
    slack.until(() -> slack.socket().connections() == 1);
    return bot;
  }

  /** Runs the bot until it is killed there; meanwhile somebody does this. */
  void untilKilled(Position position, Runnable doing) throws InterruptedException {
    AtomicBoolean killed = new AtomicBoolean();
    try (ChildJvm bot = start()) {
      slack.interference =
          (method, form, done) -> {
            if (position.isAt(method, form, done) && !killed.getAndSet(true)) {
              bot.kill();
              slack.socket().changed();
            }
          };
      int heard = slack.socket().acknowledgements().size();
      doing.run();
      if (position == Position.AFTER_THE_COMMAND) {
        slack.until(() -> slack.socket().acknowledgements().size() > heard);
        bot.kill();
        killed.set(true);
      }
      slack.until(killed::get);
      assertThat(bot.exit(ENDS_WITHIN)).isPresent();
    } finally {
      slack.interference = (_, _, _) -> {};
    }
    slack.until(() -> slack.socket().connections() == 0);
  }

  /** Lets it come to its end, and be stopped as people stop it. */
  void untilEnd(String lastLine, Runnable doing) throws InterruptedException {
    try (ChildJvm bot = start()) {
      doing.run();
      slack.until(() -> card("succeeded").isPresent() && isInThread(lastLine));
      slack.until(() -> slack.saying(" done: ").isPresent());
      bot.terminate();
      assertThat(bot.exit(ENDS_WITHIN)).as(bot::output).isPresent();
    }
  }

  private boolean isInThread(String words) {
    return slack.channel().messages.values().stream()
        .filter(m -> m.has("thread_ts"))
        .anyMatch(m -> StrictSlack.words(m.get("blocks")).contains(words));
  }

  Optional<JsonObject> card(String words) {
    return slack.saying(words).filter(m -> SlackChannelCopy.key(m).startsWith("card:"));
  }

  /** The prompt that waits; once it is there. */
  String prompt() {
    try {
      slack.until(() -> slack.saying("0 of 1 approval").isPresent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    return slack.saying("0 of 1 approval").orElseThrow().get("ts").getAsString();
  }

  /** Nothing is missing, nothing is there twice, and no log has a token. */
  void channelAgreesWithJournal() {
    try (HikariDataSource data = H2File.open(directory.resolve("signalbox"))) {
      Stores stores = Stores.open(data, InstantSource.system(), "reader");
      new SlackChannelCopy(stores, slack).check("deploys");
    }
    try {
      assertThat(Files.readString(directory.resolve("signalbox.log")))
          .doesNotContain(StrictSlack.BOT_TOKEN)
          .doesNotContain(StrictSlack.APP_TOKEN)
          .doesNotContain("respond");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(slack.problems).isEmpty();
  }

  @Override
  public void close() {
    lab.close();
    slack.close();
  }
}
