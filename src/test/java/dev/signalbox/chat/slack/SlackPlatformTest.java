package dev.signalbox.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.signalbox.access.Identity;
import dev.signalbox.access.People;
import dev.signalbox.access.Person;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.port.ChatHistory.Copy;
import dev.signalbox.port.ChatPlatform.Delivery;
import dev.signalbox.port.ChatPlatform.Health;
import dev.signalbox.port.PortFailure;
import dev.signalbox.report.Attachment;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackPlatformTest {
  private static final String HERE = "C1DEPLOYS";
  private static final DeploymentId ID = new DeploymentId(17);

  private final Steps clock = new Steps();
  private final StrictSlack slack = new StrictSlack(clock, true);
  private SlackPlatform platform = platform();

  private SlackPlatform platform() {
    People people =
        new People(
            List.of(new Person("approver", Set.of(), Set.of(new Identity("slack", "U2APPROVER")))));
    return new SlackPlatform(new SlackParts(Steps.settings(slack), people, clock, clock::pass));
  }

  @AfterEach
  void close() {
    slack.close();
  }

  @Test
  void aMessageInTheChannelHasItsPermalink() {
    assertThat(post(notice("entry:1:0", "hello")).link().orElseThrow())
        .startsWith("https://acme.slack.com/archives/C1DEPLOYS/p");
  }

  @Test
  void nothingThatPeopleWroteBecomesALinkAMentionOrMarkup() {
    post(notice("entry:1:0", "<!here> <@U1DEPLOYER> & <https://evil.example|click> \u202Eolleh"));

    JsonObject posted = slack.channel().messages.firstEntry().getValue();
    assertThat(posted.get("text").getAsString())
        .contains("&lt;!here&gt; &lt;@U1DEPLOYER&gt; &amp; &lt;https://evil.example|click&gt;")
        .doesNotContain("\u202E");
    assertThat(posted.getAsJsonArray("blocks").toString()).contains("\"verbatim\":true");
  }

  @Test
  void whoIsCalledIsMentionedByTheirAccountAndWhoHasNoneByName() {
    Message message =
        new Message(
            "entry:1:0",
            1,
            Place.CHANNEL,
            Optional.of(ID),
            new Notice(Tone.BAD, "it needs attention", List.of()),
            List.of("approver", "stranger"),
            List.of());
    post(message);

    assertThat(slack.readable()).contains("<@U2APPROVER> @stranger");
  }

  @Test
  void aPostWhoseAnswerGotLostIsFoundByItsKeyAndNotPostedTwice() {
    slack.dieAfter("chat.postMessage", 1);
    Message message = notice("entry:1:0", "hello");

    assertThat(platform.post(HERE, message, Optional.empty())).isInstanceOf(Delivery.Later.class);
    SlackPlatform afterRestart = platform();
    assertThat(afterRestart.find(HERE, "entry:1:0")).isPresent();
    assertThat(slack.channel().messages).hasSize(1);
  }

  @Test
  void aPostThatSlackPutOffIsKnownNotToBeThereWithoutLookingForIt() {
    slack.failNext("chat.postMessage", "ratelimited");
    Message message = notice("entry:1:0", "hello");

    assertThat(platform.post(HERE, message, Optional.empty())).isInstanceOf(Delivery.Later.class);
    int calls = slack.calls.size();
    assertThat(platform.find(HERE, "entry:1:0")).isEmpty();
    assertThat(slack.calls).hasSize(calls);
  }

  @Test
  void whileSlackIsGoneNothingIsSaidToBeMissing() {
    slack.down();

    assertThatThrownBy(() -> platform.find(HERE, "entry:1:0"))
        .isInstanceOf(PortFailure.Unreachable.class);
    assertThat(platform.post(HERE, notice("entry:1:0", "hello"), Optional.empty()))
        .isInstanceOf(Delivery.Later.class);
    assertThat(platform.health()).isInstanceOf(Health.Troubled.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          token_revoked    | install the app in the workspace again
          invalid_auth     | it begins with xoxb-
          missing_scope    | config/slack-manifest.yaml
          not_in_channel   | /invite @signalbox
          channel_not_found| check the channel's address
          is_archived      | unarchive the channel
          """)
  void whatPeopleCanMendIsSaidWithItsRemedyAndTriedAgain(String error, String remedy) {
    slack.failNext("chat.postMessage", error);
    Message message = notice("entry:1:0", "hello");

    assertThat(platform.post(HERE, message, Optional.empty())).isInstanceOf(Delivery.Later.class);
    assertThat(platform.health())
        .isInstanceOfSatisfying(
            Health.Troubled.class,
            troubled -> {
              assertThat(troubled.state()).contains(error);
              assertThat(troubled.remedy()).contains(remedy);
            });
    post(message);
    assertThat(platform.health()).isInstanceOf(Health.Well.class);
  }

  @Test
  void retriesOfAChannelThatStaysClosedGrowApart() {
    slack.channel().member = false;
    Message message = notice("entry:1:0", "hello");
    Duration first = later(platform.post(HERE, message, Optional.empty()));
    Duration second = later(platform.post(HERE, message, Optional.empty()));

    assertThat(second).isEqualTo(first.multipliedBy(2));
  }

  @Test
  void blocksThatSlackDoesNotTakeAreLeftOut() {
    slack.failNext("chat.postMessage", "invalid_blocks");

    post(notice("entry:1:0", "hello"));

    assertThat(slack.readable()).contains("hello");
  }

  @Test
  void whatBelongsBelowADeletedCardStandsInTheChannel() {
    Delivery delivery =
        platform.post(HERE, notice("entry:1:0", "hello"), Optional.of("1700000000.000001"));

    assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
    assertThat(slack.readable()).contains("hello");
  }

  @Test
  void longTextsAreUploadedIntoTheThreadOnceAlsoWhenTheBotDiedInBetween() {
    Message message =
        new Message(
            "entry:1:0",
            1,
            Place.CHANNEL,
            Optional.of(ID),
            new Notice(Tone.BAD, "smoke failed", List.of()),
            List.of(),
            List.of(new Attachment.LongText("Output", "smoke.txt", "line\n".repeat(2_000))));
    slack.failNext("files.getUploadURLExternal", "internal_error");
    String ts = post(message).reference();
    assertThat(slack.files().shared()).isEmpty();
    platform = platform();
    platform.update(HERE, ts, message);
    platform.update(HERE, ts, message);
    platform().update(HERE, ts, message);

    assertThat(slack.files().shared())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.thread()).isEqualTo(ts);
              assertThat(file.text()).hasSize(10_000);
            });
  }

  @Test
  void aFileThatSlackDoesNotTakeNowIsTriedAgainAndHoldsUpNoMessage() {
    SlackParts parts =
        new SlackParts(Steps.settings(slack), new People(List.of()), clock, clock::pass);
    platform = new SlackPlatform(parts);
    Message message =
        new Message(
            "entry:1:0",
            1,
            Place.CHANNEL,
            Optional.of(ID),
            new Notice(Tone.BAD, "smoke failed", List.of()),
            List.of(),
            List.of(new Attachment.LongText("Output", "smoke.txt", "line")));
    slack.failNext("files.completeUploadExternal", "ratelimited");
    post(message);
    slack.failNext("files.getUploadURLExternal", "internal_error");
    parts.uploads().again();
    assertThat(slack.files().shared()).isEmpty();
    parts.uploads().again();
    parts.uploads().again();

    assertThat(slack.files().shared()).hasSize(1);
  }

  /** Until the place of a prompt is noted, a reaction to it would not be known to be for it. */
  @Test
  void thePictureOfAPromptComesAfterItsPlaceIsNoted() {
    Message.Prompt prompt =
        new Message.Prompt(
            Tone.ASKING, "swap?", List.of(), "0 of 1", List.of(), "", true, List.of());
    Message message =
        new Message(
            "gate:4:1",
            1,
            Place.CHANNEL,
            Optional.of(ID),
            prompt,
            List.of(),
            List.of(new Attachment.LongText("Evidence", "evidence.txt", "line")));
    post(message);
    assertThat(slack.files().shared()).isEmpty();
    post(notice("entry:1:0", "hello"));

    assertThat(slack.files().shared()).hasSize(1);
  }

  @Test
  void copiesThatWereEditedOrDeletedAreRecognised() {
    Message first = notice("entry:1:0", "all is well ✔ 12:30:45");
    Message second = notice("entry:2:0", "and so is this");
    String one = post(first).reference();
    String two = post(second).reference();
    assertThat(copy(one, first)).isInstanceOf(Copy.Intact.class);
    // Slack gives signs back by their names, which is no edit.
    JsonObject there = slack.channel().message(one);
    there.addProperty("text", there.get("text").getAsString().replace("✔", ":heavy_check_mark:"));
    clock.pass(Duration.ofMinutes(1));
    assertThat(copy(one, first)).isInstanceOf(Copy.Intact.class);
    there.addProperty("text", "all is bad");
    slack.channel().messages.remove(two);
    clock.pass(Duration.ofMinutes(1));

    assertThat(copy(one, first)).isInstanceOf(Copy.Edited.class);
    assertThat(copy(two, second)).isInstanceOf(Copy.Deleted.class);
  }

  @Test
  void onlyApprovingReactionsOfPeopleWhoHaveASayAreReadBack() {
    StrictPeople people = new StrictPeople(slack, (_, _) -> {});
    String ts = post(notice("gate:4:1", "swap?")).reference();
    slack.user("U4GUEST").addProperty("is_restricted", true);
    people.react("U2APPROVER", ts, "white_check_mark::skin-tone-4", true);
    people.react("U1DEPLOYER", ts, "tada", true);
    people.react("U4GUEST", ts, "white_check_mark", true);
    people.react(StrictSlack.BOT, ts, "white_check_mark", true);

    assertThat(platform.history().orElseThrow().approvals(HERE, ts)).contains(Set.of("U2APPROVER"));
    assertThat(platform.history().orElseThrow().approvals(HERE, "1.000001")).isEmpty();
  }

  @Test
  void whatPeopleWroteMeanwhileIsReadBackInItsOrderWithThreads() {
    StrictPeople people = new StrictPeople(slack, (_, _) -> {});
    String card = post(notice("card:17", "the card")).reference();
    long mark = SlackTimeline.mark(card);
    people.write("U1DEPLOYER", "<@U1BOT> status &amp; more", Optional.empty());
    people.write("U2APPROVER", "signalbox abort", Optional.of(card));
    post(notice("entry:1:0", "ours"));

    assertThat(platform.history().orElseThrow().after(HERE, mark, List.of(card)))
        .extracting(line -> line.account() + " " + line.thread() + " " + line.text())
        .containsExactly(
            "U1DEPLOYER Optional.empty <@U1BOT> status & more".replace("<@U1BOT>", "@signalbox"),
            "U2APPROVER Optional[" + card + "] signalbox abort");
  }

  @Test
  void aGroupIsReadOrSaidToBeUnreadable() {
    slack.groups.put("S1", List.of("U2APPROVER", "U9"));
    var groups = platform.groups().orElseThrow();

    assertThat(groups.members("S1", Set.of("U2APPROVER", "U1DEPLOYER")))
        .containsExactly("U2APPROVER");
    assertThatThrownBy(() -> groups.members("S2", Set.of("U2APPROVER")))
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("no_such_subteam");
  }

  private Copy copy(String ts, Message message) {
    return platform.history().orElseThrow().copy(HERE, ts, message);
  }

  private Delivery.Delivered post(Message message) {
    Delivery delivery = platform.post(HERE, message, Optional.empty());
    assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
    return (Delivery.Delivered) delivery;
  }

  private static Duration later(Delivery delivery) {
    assertThat(delivery).isInstanceOf(Delivery.Later.class);
    return ((Delivery.Later) delivery).pause();
  }

  private static Message notice(String key, String text) {
    return new Message(
        key,
        1,
        Place.CHANNEL,
        Optional.of(ID),
        new Notice(Tone.GOOD, text, List.of("a detail")),
        List.of(),
        List.of());
  }
}
