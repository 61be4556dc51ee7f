package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.signalbox.access.People;
import dev.signalbox.operation.Channel;
import dev.signalbox.port.ChatPlatform.Health;
import dev.signalbox.topology.Application;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How the bot finds out who it is and whether it may speak, and what it says when not. */
class SlackSeatTest {
  private static final Channel DEPLOYS =
      new Channel(
          "deploys",
          "slack",
          "C1DEPLOYS",
          Set.of(new Application("shop")),
          Optional.empty(),
          Optional.empty());

  private final Steps clock = new Steps();
  private final StrictSlack slack = new StrictSlack(clock, true);
  private final SlackParts parts =
      new SlackParts(Steps.settings(slack), new People(List.of()), clock, clock::pass);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    for (Class<?> speaks : List.of(SlackSeat.class, SlackHealth.class)) {
      Logger logger = (Logger) LoggerFactory.getLogger(speaks);
      logger.setLevel(Level.INFO);
      logger.addAppender(log);
    }
  }

  @AfterEach
  void close() {
    for (Class<?> speaks : List.of(SlackSeat.class, SlackHealth.class)) {
      ((Logger) LoggerFactory.getLogger(speaks)).detachAppender(log);
    }
    slack.close();
  }

  @Test
  void beforeSlackWasReachedThatIsWhatIsSaid() {
    slack.down();
    assertThat(parts.seat().find()).isEmpty();
    assertThat(state()).contains("Slack cannot be reached");

    slack.up();
    assertThat(parts.seat().find()).isPresent();
    assertThat(parts.health().health()).isEqualTo(new Health.Well("as signalbox in Acme"));
  }

  @Test
  void aTokenThatIsRevokedLaterIsNoticedAndThatItWorksAgain() {
    parts.seat().look();
    slack.revoked = true;
    parts.seat().look();
    assertThat(state()).contains("token_revoked");
    assertThat(remedy()).contains("write its new bot token");

    slack.revoked = false;
    parts.seat().look();
    assertThat(parts.health().health()).isInstanceOf(Health.Well.class);
  }

  @Test
  void aChannelThatIsArchivedOrLeftOrGoneIsNoticedBeforeAnythingIsPosted() {
    parts.seat().look();
    slack.channel().archived = true;
    parts.seat().lookAt(List.of(DEPLOYS));
    assertThat(remedy()).contains("unarchive");
    slack.channel().archived = false;
    slack.channel().member = false;
    parts.seat().lookAt(List.of(DEPLOYS));
    assertThat(remedy()).contains("/invite @signalbox");
    StrictSlack.Channel kept = slack.channels.remove("C1DEPLOYS");
    parts.seat().lookAt(List.of(DEPLOYS));
    assertThat(state()).contains("channel_not_found");

    kept.member = true;
    slack.channels.put("C1DEPLOYS", kept);
    parts.seat().lookAt(List.of(DEPLOYS));
    assertThat(parts.health().health()).isInstanceOf(Health.Well.class);
  }

  @Test
  void aMissingScopeIsNamedInTheHealth() {
    slack.withoutScopes.add("channels:read");
    parts.seat().look();
    parts.seat().lookAt(List.of(DEPLOYS));

    assertThat(state()).contains("missing_scope (needed: channels:read)");
    assertThat(remedy()).contains("config/slack-manifest.yaml");
  }

  @Test
  void aRenamedChannelNeedsNothingAndIsSaidInTheLog() {
    parts.seat().look();
    parts.seat().lookAt(List.of(DEPLOYS));
    slack.channel().name = "releases";
    parts.seat().lookAt(List.of(DEPLOYS));

    assertThat(parts.health().health()).isInstanceOf(Health.Well.class);
    assertThat(logged()).anyMatch(it -> it.contains("renamed from #deploys to #releases"));
  }

  @Test
  void eachTroubleIsLoggedOnceAndNoTokenWithIt() {
    slack.revoked = true;
    for (int i = 0; i < 5; i++) {
      parts.seat().look();
    }

    assertThat(logged())
        .containsOnlyOnce(
            "Slack, the bot's access: Slack says token_revoked. What to do: install the app in the"
                + " workspace again and write its new bot token.")
        .noneMatch(it -> it.contains(StrictSlack.BOT_TOKEN));
  }

  private List<String> logged() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private String state() {
    return troubled().state();
  }

  private String remedy() {
    return troubled().remedy();
  }

  private Health.Troubled troubled() {
    assertThat(parts.health().health()).isInstanceOf(Health.Troubled.class);
    return (Health.Troubled) parts.health().health();
  }
}
