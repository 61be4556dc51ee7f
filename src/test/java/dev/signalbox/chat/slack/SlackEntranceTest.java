package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.signalbox.access.People;
import dev.signalbox.chat.CatchingUp;
import dev.signalbox.chat.Hearing;
import dev.signalbox.chat.MemoryInbox;
import dev.signalbox.chat.Timing;
import dev.signalbox.command.Vocabulary;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.operation.Channel;
import dev.signalbox.operation.Reception;
import dev.signalbox.port.ChatPlatform.Delivery;
import dev.signalbox.port.ChatPlatform.Health;
import dev.signalbox.port.GateStore;
import dev.signalbox.port.Outbox;
import dev.signalbox.port.Transactions;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Button;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Message.Prompt;
import dev.signalbox.report.Tone;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Stage;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;

/** Real Bolt over a real websocket, with a strict Slack at its other end. */
@Timeout(60)
class SlackEntranceTest {
  private static final Channel DEPLOYS =
      new Channel(
          "deploys",
          "slack",
          "C1DEPLOYS",
          Set.of(new Application("shop"), new Application("api")),
          Optional.of(new Application("shop")),
          Optional.of(new Stage("production")));
  private static final String PROMPT = Message.promptKey(4, 1);

  private final InstantSource clock = InstantSource.system();
  private final StrictSlack slack = new StrictSlack(clock, false);
  private final StrictPeople people =
      new StrictPeople(slack, (type, payload) -> slack.socket().deliver(type, payload));
  private final List<String> handedIn = new CopyOnWriteArrayList<>();
  private final List<Outbox.Item> posted = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private final Timing timing = new Timing(clock, timer);
  private final Outbox outbox = Mockito.mock(Outbox.class);
  private final MemoryInbox inbox = new MemoryInbox();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private volatile boolean blocking;
  private final SlackParts parts =
      new SlackParts(Steps.settings(slack), new People(List.of()), clock, _ -> {});
  private final SlackPlatform platform = new SlackPlatform(parts);
  private final SlackConnection connection = connection();

  private SlackConnection connection() {
    Transactions transactions = Mockito.mock(Transactions.class);
    Mockito.when(transactions.in(Mockito.any()))
        .thenAnswer(call -> call.<Supplier<?>>getArgument(0).get());
    Mockito.when(outbox.cursor(Mockito.anyString())).thenReturn(1L);
    Hearing hearing = new Hearing(new Heard(), outbox, inbox, timing);
    GateStore gates = Mockito.mock(GateStore.class);
    CatchingUp catchingUp =
        new CatchingUp(new CatchingUp.Books(outbox, gates, List::of, transactions), hearing);
    Vocabulary vocabulary =
        new Vocabulary(DEPLOYS.applications(), Set.of(new Stage("production"), new Stage("qa")));
    return new SlackConnection(
        parts,
        List.of(DEPLOYS),
        new SlackConnection.Hearers(hearing, catchingUp, vocabulary),
        timer);
  }

  @BeforeEach
  void connect() throws InterruptedException {
    connection.start();
    slack.until(() -> slack.socket().connections() == 1);
  }

  @AfterEach
  void end() {
    blocked.countDown();
    connection.close();
    timer.shutdownNow();
    slack.close();
    assertThat(slack.problems).isEmpty();
  }

  @Test
  void aCommandIsHandedInOnceHoweverOftenItIsDelivered() throws InterruptedException {
    JsonObject payload = people.command("U1DEPLOYER", "/deploy", "v2 bluegreen");
    slack.socket().deliver("slash_commands", payload);
    slack.socket().deliver("slash_commands", payload);
    people.command("U1DEPLOYER", "/signalbox", "status");
    until("U1DEPLOYER: /signalbox status");

    assertThat(handedIn)
        .containsExactly("U1DEPLOYER: /deploy v2 bluegreen", "U1DEPLOYER: /signalbox status");
    assertThat(slack.whispers).extracting(StrictSlack.Whisper::text).contains("✔ done");
  }

  @Test
  void theAcknowledgementDoesNotWaitForWhatIsAskedFor() throws InterruptedException {
    blocking = true;
    people.command("U1DEPLOYER", "/deploy", "v2");
    people.command("U2APPROVER", "/signalbox", "status");

    slack.until(() -> slack.socket().acknowledgements().size() == 2);
    assertThat(slack.socket().slowestMillis()).isLessThan(3_000);
    assertThat(handedIn).isEmpty();
    blocked.countDown();
    until("U1DEPLOYER: /deploy v2");
  }

  @Test
  void theBotIsSpokenToByItsNameInTheChannelAndInAThread() throws InterruptedException {
    prompt();
    String card = slack.channel().messages.firstKey();
    people.write("U1DEPLOYER", "<@U1BOT> deploy v2 &amp; more", Optional.empty());
    people.write("U1DEPLOYER", "talk between people", Optional.empty());
    people.write("U1DEPLOYER", "<@U1BOT> abort", Optional.of(card));
    until("U1DEPLOYER in #17: @signalbox abort");

    assertThat(handedIn)
        .containsExactly(
            "U1DEPLOYER: @signalbox deploy v2 & more", "U1DEPLOYER in #17: @signalbox abort");
  }

  @Test
  void anApprovingReactionCountsWithoutItsSkinToneAndIsTakenBack() throws InterruptedException {
    String ts = prompt();
    JsonObject put = people.react("U2APPROVER", ts, "white_check_mark::skin-tone-2", true);
    until("U2APPROVER puts ✅ on gate:4:1");
    slack.socket().deliver("events_api", put);
    people.react("U2APPROVER", ts, "white_check_mark::skin-tone-2", false);
    until("U2APPROVER takes ✅ off gate:4:1");
    // Delivered again and too late, what was put on before stays off.
    slack.socket().deliver("events_api", put);
    people.react("U2APPROVER", ts, "tada", true);
    until("U2APPROVER puts :tada: on gate:4:1");

    assertThat(handedIn).hasSize(3);
  }

  @Test
  void reactionsElsewhereAndOfTheBotItselfAreNothing() throws InterruptedException {
    String ts = prompt();
    people.react(StrictSlack.BOT, ts, "white_check_mark", true);
    people.react("U2APPROVER", "1700000000.000001", "white_check_mark", true);
    people.command("U2APPROVER", "/whoami", "");
    until("U2APPROVER: /whoami");

    assertThat(handedIn).hasSize(1);
  }

  @Test
  void whoHasNoSayInTheWorkspaceIsTurnedAwayAndTold() throws InterruptedException {
    slack.user("U4GUEST").addProperty("is_ultra_restricted", true);
    slack.user("U5GONE").addProperty("deleted", true);
    slack.user("U6OTHER").addProperty("team_id", "T9OTHER");
    slack.user("U7BOT").addProperty("is_bot", true);
    for (String user : List.of("U4GUEST", "U5GONE", "U6OTHER", "U7BOT")) {
      people.command(user, "/deploy", "v2");
    }
    slack.until(() -> slack.whispers.size() == 4);

    assertThat(handedIn)
        .containsExactlyInAnyOrder(
            "U4GUEST turned away: guests have no say here",
            "U5GONE turned away: the account is deactivated, so it has no say here",
            "U6OTHER turned away: accounts of other workspaces have no say here",
            "U7BOT turned away: bots have no say here");
  }

  @Test
  void whoCannotBeLookedUpIsTurnedAway() throws InterruptedException {
    slack.failNext("users.info", "internal_error");
    people.command("U1DEPLOYER", "/deploy", "v2");
    slack.until(() -> slack.whispers.size() == 1);

    assertThat(handedIn).singleElement().asString().contains("turned away: the account cannot");
  }

  @Test
  void whatComesForAnotherWorkspaceOrAppIsIgnored() throws InterruptedException {
    JsonObject otherTeam = people.command("U3VISITOR", "/history", "").deepCopy();
    until("U3VISITOR: /history");
    otherTeam.addProperty("team_id", "T9OTHER");
    otherTeam.addProperty("trigger_id", "new-1");
    slack.socket().deliver("slash_commands", otherTeam);
    JsonObject otherApp = otherTeam.deepCopy();
    otherApp.addProperty("team_id", StrictSlack.TEAM);
    otherApp.addProperty("api_app_id", "A9OTHER");
    otherApp.addProperty("trigger_id", "new-2");
    slack.socket().deliver("slash_commands", otherApp);
    people.command("U3VISITOR", "/whoami", "");
    until("U3VISITOR: /whoami");

    assertThat(handedIn).hasSize(2);
  }

  @Test
  void aButtonApprovesOnceHoweverQuicklyItIsPressed() throws InterruptedException {
    String ts = prompt();
    people.press("U2APPROVER", ts, "Approve");
    people.press("U2APPROVER", ts, "Approve");
    people.command("U2APPROVER", "/whoami", "");
    until("U2APPROVER: /whoami");

    assertThat(handedIn).containsExactly("U2APPROVER puts ✅ on gate:4:1", "U2APPROVER: /whoami");
  }

  @Test
  void aClickOnAPromptThatIsNotNotedYetWaitsForThat() throws InterruptedException {
    String ts = prompt();
    Mockito.when(outbox.byReference("deploys", ts))
        .thenReturn(Optional.empty())
        .thenReturn(Optional.of(posted.getLast()));
    people.press("U2APPROVER", ts, "Approve");
    until("U2APPROVER puts ✅ on gate:4:1");

    Mockito.when(outbox.byReference("deploys", ts)).thenReturn(Optional.empty());
    people.press("U1DEPLOYER", ts, "Approve");
    slack.until(() -> slack.whispers.stream().anyMatch(w -> w.text().contains("Write /approve")));
    assertThat(handedIn).hasSize(1);
  }

  @Test
  void aRejectionAsksForItsReason() throws InterruptedException {
    String ts = prompt();
    people.press("U2APPROVER", ts, "Reject");
    slack.until(() -> slack.views.size() == 1);
    people.send("U2APPROVER", slack.views.getFirst(), Map.of("reason", "the page looks wrong"));
    until("U2APPROVER: /reject 17 the page looks wrong");

    assertThat(handedIn).hasSize(1);
  }

  @Test
  void deployAloneOpensAFormWhosePlanIsConfirmed() throws InterruptedException {
    people.command("U1DEPLOYER", "/deploy", "");
    slack.until(() -> slack.views.size() == 1);
    Map<String, String> filled =
        Map.of(
            "version", "v2",
            "application", "=shop",
            "stage", "=production",
            "strategy", "=bluegreen");
    people.send("U1DEPLOYER", slack.views.getFirst(), filled);
    slack.until(() -> lastAcknowledgement().has("payload"));
    JsonObject plan = lastAcknowledgement().getAsJsonObject("payload").getAsJsonObject("view");
    assertThat(BlockRules.ofModal(plan)).isEmpty();
    assertThat(plan.toString()).contains("done");
    plan.addProperty("id", "V2");
    plan.addProperty("hash", "h2");
    people.send("U1DEPLOYER", plan, Map.of());
    until("U1DEPLOYER: /deploy v2 bluegreen app:shop stage:production");

    assertThat(handedIn)
        .containsExactly(
            "U1DEPLOYER: /plan v2 bluegreen app:shop stage:production",
            "U1DEPLOYER: /deploy v2 bluegreen app:shop stage:production");
  }

  private JsonObject lastAcknowledgement() {
    List<JsonObject> all = slack.socket().acknowledgements();
    return all.isEmpty() ? new JsonObject() : all.getLast();
  }

  @Test
  void aRefreshOfTheSocketLosesNothing() throws InterruptedException {
    slack.socket().refresh();
    slack.until(() -> slack.calls.stream().filter("apps.connections.open"::equals).count() > 1);
    people.command("U1DEPLOYER", "/whoami", "");

    until("U1DEPLOYER: /whoami");
  }

  @Test
  void aSlackThatWasGoneIsFoundAgainAndWhatWasWrittenMeanwhileIsReadBack()
      throws InterruptedException {
    people.command("U1DEPLOYER", "/whoami", "");
    until("U1DEPLOYER: /whoami");
    slack.down();
    new StrictPeople(slack, (_, _) -> {}).write("U1DEPLOYER", "<@U1BOT> status", Optional.empty());
    slack.up();

    until("U1DEPLOYER: @signalbox status");
    slack.until(() -> platform.health() instanceof Health.Well);
  }

  private void until(String handed) throws InterruptedException {
    slack.until(() -> handedIn.contains(handed));
  }

  private String prompt() {
    Prompt prompt =
        new Prompt(
            Tone.ASKING,
            "#17: send production traffic of shop from blue (v1) to green (v2)?",
            List.of("✔ smoke: 6 of 6 checks passed"),
            "0 of 1 approval",
            List.of("approver"),
            "plan 4e17065dc568 · evidence 1",
            true,
            List.of(
                new Button.Reacts("Approve", "✅"),
                new Button.Says("Reject", "/reject 17 ", true, true)));
    Message message =
        new Message(
            PROMPT,
            1,
            Place.CHANNEL,
            Optional.of(new DeploymentId(17)),
            prompt,
            List.of(),
            List.of());
    Delivery delivery = platform.post("C1DEPLOYS", message, Optional.empty());
    String ts = ((Delivery.Delivered) delivery).reference();
    posted.add(new Outbox.Item(1, "deploys", message, Optional.of(ts), Optional.of(1L), false, 0));
    Mockito.when(outbox.byReference("deploys", ts)).thenReturn(Optional.of(posted.getLast()));
    return ts;
  }

  private final class Heard implements Reception {
    private Answer heard(String what) {
      if (blocking) {
        try {
          blocked.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      handedIn.add(what);
      slack.socket().changed();
      return Answer.said(Tone.GOOD, "done", List.of());
    }

    @Override
    public Answer say(Speaker speaker, String line) {
      return heard(speaker.identity().id() + ": " + line.strip());
    }

    @Override
    public Answer sayInThread(Speaker speaker, DeploymentId deployment, String line) {
      return heard(speaker.identity().id() + " in " + deployment + ": " + line);
    }

    @Override
    public Answer turnAway(Speaker speaker, String line, String reason) {
      heard(speaker.identity().id() + " turned away: " + reason);
      return Answer.refused(reason);
    }

    @Override
    public Answer react(Speaker speaker, String messageKey, String emoji) {
      return heard(speaker.identity().id() + " puts " + emoji + " on " + messageKey);
    }

    @Override
    public Answer unreact(Speaker speaker, String messageKey, String emoji) {
      return heard(speaker.identity().id() + " takes " + emoji + " off " + messageKey);
    }
  }
}
