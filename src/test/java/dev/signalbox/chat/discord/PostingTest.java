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
