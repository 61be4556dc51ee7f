package dev.signalbox.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.chat.discord.strict.Json;
import dev.signalbox.chat.discord.strict.Permission;
import dev.signalbox.chat.discord.strict.Post;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.port.ChatHistory;
import dev.signalbox.port.ChatPlatform.Delivery;
import dev.signalbox.port.PortFailure;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Discord may answer to a message, and what becomes of the message then. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PostingTest {
  private static Linked linked;

  @BeforeAll
  static void connect() {
    linked = new Linked();
  }

  @AfterAll
  static void disconnect() {
    linked.close();
  }

  @BeforeEach
  void freshChannel() {
    linked.freshChannel();
  }

  @Test
  void onlyThoseWhoAreMeantAreCalled() {
    post(notice("entry:1:0", "@everyone <@" + Linked.ANNA + "> look at this"));
    post(called("entry:2:0", "approver"));

    assertThat(posts().getFirst().pinged()).isEmpty();
    assertThat(posts().getLast().pinged()).containsExactly(Linked.ANNA);
  }

  @Test
  void aPostWhoseAnswerGotLostIsFoundAndNotPostedAgain() {
    linked.discord.swallowAnswers(r -> r.startsWith("POST") && r.endsWith("messages"), 4);
    Delivery lost = platform().post(linked.channel, notice("entry:1:0", "once"), Optional.empty());

    assertThat(lost).isInstanceOf(Delivery.Later.class);
    assertThat(platform().find(linked.channel, "entry:1:0")).isPresent();
    linked.discord.calm();
    assertThat(posts()).hasSize(1);
  }

  @Test
  void theSameMessageOnceMoreIsStillOneMessage() {
    String first = post(notice("entry:1:0", "once"));
    assertThat(post(notice("entry:1:0", "once"))).isEqualTo(first);
    assertThat(posts()).hasSize(1);
  }

  @Test
  void aFullBucketIsWaitedForAsLongAsDiscordSays() {
    linked.discord.exhaustPosting(linked.channel, Duration.ofMillis(1_500));
    Instant begun = Instant.now();
    Delivery answer = platform().post(linked.channel, notice("entry:1:0", "a"), Optional.empty());

    assertThat(answer)
        .isInstanceOfSatisfying(
            Delivery.Later.class,
            later ->
                assertThat(later.pause()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(3)));
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(9));
    assertThat(posts()).isEmpty();
  }

  @Test
  void aMissingPermissionIsWaitedForAndSaidWithItsName() {
    linked.discord.crowd().deny(linked.channel, Permission.SEND_MESSAGES);
    linked.awaitUpdate();
    Delivery answer = platform().post(linked.channel, notice("entry:1:0", "a"), Optional.empty());

    assertThat(answer).isInstanceOf(Delivery.Later.class);
    assertThat(remedy()).contains("Send Messages");
    linked.discord.crowd().deny(linked.channel);
    linked.awaitUpdate();
    post(notice("entry:1:0", "a"));
    assertThat(linked.troubles.present()).doesNotContainKey("channel " + linked.channel);
  }

  @Test
  void whereNoFileIsTakenAMessageGoesWithoutItsFile() {
    linked.discord.crowd().deny(linked.channel, Permission.ATTACH_FILES);
    linked.awaitUpdate();
    post(notice("entry:1:0", "long ".repeat(2_000)));

    assertThat(posts()).hasSize(1);
    assertThat(posts().getFirst().files()).isEmpty();
  }

  @Test
  void aChannelThatIsGoneIsWaitedFor() {
    linked.discord.crowd().deleteChannel(linked.channel);
    Delivery answer = platform().post(linked.channel, notice("entry:1:0", "a"), Optional.empty());

    assertThat(answer).isInstanceOf(Delivery.Later.class);
    assertThat(remedy()).contains("signalbox.channels");
  }

  @Test
  void anErrorInsideOfDiscordIsWaitedFor() {
    linked.discord.fail(r -> r.startsWith("POST") && r.endsWith("messages"), 10);
    Delivery answer = platform().post(linked.channel, notice("entry:1:0", "a"), Optional.empty());
    linked.discord.calm();

    assertThat(answer).isInstanceOf(Delivery.Later.class);
  }

  @Test
  void nobodyElseCanWriteAMessageThatIsTakenForOurs() {
    linked
        .discord
        .crowd()
        .forges(
            "2000000000000000009",
            linked.channel,
            Json.read("{\"embeds\":[{\"description\":\"x\",\"footer\":{\"text\":\"gate:1:1\"}}]}"));

    assertThat(platform().find(linked.channel, "gate:1:1")).isEmpty();
  }

  @Test
  void aCopyThatWasChangedOrDeletedIsSeen() {
    Message message = notice("entry:1:0", "as it was");
    String reference = post(message);
    ChatHistory history = platform().history().orElseThrow();

    assertThat(history.copy(linked.channel, reference, message))
        .isEqualTo(new ChatHistory.Copy.Intact());
    assertThat(history.copy(linked.channel, reference, notice("entry:1:0", "as it is not")))
        .isEqualTo(new ChatHistory.Copy.Edited());
    linked.discord.crowd().deletes(posts().getFirst());
    assertThat(history.copy(linked.channel, reference, message))
        .isEqualTo(new ChatHistory.Copy.Deleted());
  }

  @Test
  void nothingThatPeopleWriteCallsAnybodyWhereverItStands() {
    String role = linked.discord.crowd().role(linked.guild, "release");
    String evil = "@everyone @here <@&" + role + "> <@" + Linked.ANNA + ">";
    post(notice("entry:1:0", evil));
    post(evilCard(evil));
    post(evilPrompt(evil));
    String card = posts().get(1).id();
    below(card, "entry:2:0", evil);

    assertThat(posts()).hasSize(3).allMatch(post -> post.pinged().isEmpty());
    assertThat(lines(card)).hasSize(1).allMatch(post -> post.pinged().isEmpty());
    assertThat(posts()).allMatch(post -> Json.text(post.body(), "content").isEmpty());
  }

  @Test
  void aThreadThatWasClosedIsOpenedAgain() {
    String card = post(card("card:17"));
    below(card, "entry:1:0", "before");
    linked.discord.crowd().archive(posts().getFirst());
    linked.awaitUpdate();
    below(card, "entry:2:0", "afterwards");

    assertThat(lines(card)).hasSize(2);
    assertThat(posts()).hasSize(1);
  }

  @Test
  void whatBelongsIntoALockedThreadStandsInTheChannel() {
    String card = post(card("card:17"));
    String before = below(card, "entry:1:0", "before");
    linked.discord.crowd().lock(posts().getFirst());
    linked.awaitUpdate();
    String after = below(card, "entry:2:0", "afterwards");

    assertThat(lines(card)).hasSize(1);
    assertThat(posts()).extracting(Post::id).containsExactly(card, after);
    assertThat(platform().update(linked.channel, before, notice("entry:1:0", "other words")))
        .isInstanceOf(Delivery.Refused.class);
    assertThat(platform().find(linked.channel, "entry:2:0")).contains(after);
    assertThat(linked.troubles.present()).doesNotContainKey("channel " + linked.channel);
  }

  @Test
  void aThreadThatWasDeletedIsBegunAgain() {
    String card = post(card("card:17"));
    String before = below(card, "entry:1:0", "before");
    linked.discord.crowd().deleteThread(posts().getFirst());
    linked.awaitUpdate();
    assertThat(platform().update(linked.channel, before, notice("entry:1:0", "other words")))
        .isInstanceOf(Delivery.Refused.class);
    below(card, "entry:2:0", "afterwards");

    assertThat(lines(card)).hasSize(1);
    assertThat(linked.troubles.present()).doesNotContainKey("channel " + linked.channel);
  }

  @Test
  void aCardAndAPromptThatSomebodyDeletedArePostedAgainAndANoticeIsNot() {
    String card = post(card("card:17"));
    String prompt = post(evilPrompt("?"));
    String notice = post(notice("entry:1:0", "a notice"));
    posts().forEach(linked.discord.crowd()::deletes);
    String line = below(card, "entry:2:0", "while the card is gone");

    assertThat(posts()).extracting(Post::id).containsExactly(line);
    assertThat(update(card, card("card:17"))).isNotEqualTo(card);
    assertThat(update(prompt, evilPrompt("?"))).isNotEqualTo(prompt);
    assertThat(platform().update(linked.channel, notice, notice("entry:1:0", "b")))
        .isInstanceOf(Delivery.Refused.class);
    assertThat(posts()).hasSize(3);
  }

  private static String below(String card, String key, String text) {
    Message line =
        new Message(
            key,
            1,
            Place.THREAD,
            Optional.of(new DeploymentId(17)),
            new Notice(Tone.GOOD, text, List.of()),
            List.of(),
            List.of());
    Delivery answer = platform().post(linked.channel, line, Optional.of(card));
    assertThat(answer).isInstanceOf(Delivery.Delivered.class);
    return ((Delivery.Delivered) answer).reference();
  }

  private static String update(String reference, Message message) {
    Delivery answer = platform().update(linked.channel, reference, message);
    assertThat(answer).isInstanceOf(Delivery.Delivered.class);
    return ((Delivery.Delivered) answer).reference();
  }

  private static List<Post> lines(String card) {
    return linked.discord.crowd().posts(card);
  }

  private static Message card(String key) {
    return SampleMessages.card(key, List.of());
  }

  private static Message evilCard(String evil) {
    return with(
        "card:18",
        new Message.Card(
            Tone.RUNNING, evil, evil, List.of(), List.of(), 1, 2, evil, evil, evil, List.of()));
  }

  private static Message evilPrompt(String evil) {
    return with(
        "gate:4:1",
        new Message.Prompt(
            Tone.ASKING,
            evil,
            List.of(evil),
            evil,
            List.of(evil),
            evil,
            true,
            List.of(new Message.Button.Reacts("Approve", "✅"))));
  }

  private static Message with(String key, Message.Content content) {
    return new Message(
        key, 1, Place.CHANNEL, Optional.of(new DeploymentId(17)), content, List.of(), List.of());
  }

  @Test
  void whoHasARoleIsAskedEachTime() {
    String role = linked.discord.crowd().role(linked.guild, "release");
    linked.awaitRole(role);
    var groups = platform().groups().orElseThrow();
    Set<String> anna = Set.of(Linked.ANNA, "2000000000000000077");

    assertThat(groups.members(role, anna)).isEmpty();
    linked.discord.crowd().member(linked.guild, Linked.ANNA, "anna", role);
    assertThat(groups.members(role, anna)).containsExactly(Linked.ANNA);
    linked.discord.crowd().leaves(linked.guild, Linked.ANNA);
    assertThat(groups.members(role, anna)).isEmpty();
    Assertions.assertThatThrownBy(() -> groups.members("4242", anna))
        .isInstanceOf(PortFailure.Unreachable.class);
  }

  private static String remedy() {
    return Optional.ofNullable(linked.troubles.present().get("channel " + linked.channel))
        .map(Troubles.Trouble::remedy)
        .orElse("");
  }

  private static DiscordPlatform platform() {
    return linked.platform();
  }

  private static List<Post> posts() {
    return linked.discord.crowd().posts(linked.channel);
  }

  private static String post(Message message) {
    Delivery answer = platform().post(linked.channel, message, Optional.empty());
    assertThat(answer).isInstanceOf(Delivery.Delivered.class);
    return ((Delivery.Delivered) answer).reference();
  }

  private static Message notice(String key, String text) {
    return message(key, text, List.of());
  }

  private static Message called(String key, String name) {
    return message(key, "come here", List.of(name, "somebody-without-an-account"));
  }

  private static Message message(String key, String text, List<String> called) {
    return new Message(
        key,
        1,
        Place.CHANNEL,
        Optional.of(new DeploymentId(17)),
        new Notice(Tone.GOOD, text, List.of()),
        called,
        List.of());
  }
}
