package dev.signalbox.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.deployment.WarmUpReport.Percentiles;
import dev.signalbox.port.ChatPlatform.Delivery;
import dev.signalbox.report.Attachment;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Button;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Content;
import dev.signalbox.report.Message.NodeMark;
import dev.signalbox.report.Message.Notice;
import dev.signalbox.report.Message.PhaseMark;
import dev.signalbox.report.Message.Place;
import dev.signalbox.report.Message.Progress;
import dev.signalbox.report.Message.Prompt;
import dev.signalbox.report.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What delivery relies on, whatever the platform is. */
public abstract class ChatPlatformContract {
  private static final DeploymentId ID = new DeploymentId(17);

  /** The platform, with nothing posted. */
  protected abstract ChatPlatform platform();

  /** A channel of it, by its own name. */
  protected abstract String channel();

  /** All that its readers can see in the channel and its threads. */
  protected abstract String visible();

  @Test
  void whatIsPostedCanBeReadAndHasAReference() {
    Delivery.Delivered posted = post(notice("entry:1:0", 1, "hello from the contract"));

    assertThat(posted.reference()).isNotBlank();
    assertThat(visible()).contains("hello from the contract");
  }

  @Test
  void everyKindOfMessageIsTaken() {
    assertThat(post(message("card:17", 1, Place.CHANNEL, card("rolling node by node"))).reference())
        .isNotBlank();
    post(message("gate:4:1", 2, Place.CHANNEL, prompt("send traffic to v2?", true)));

    assertThat(visible()).contains("send traffic to v2?").contains("0 of 1 approval");
  }

  @Test
  void anUpdateIsDeliveredUnderTheSameReferenceAndSoIsTheSameUpdateAgain() {
    Delivery.Delivered posted =
        post(message("card:17", 1, Place.CHANNEL, card("rolling node by node")));
    Message changed = message("card:17", 2, Place.CHANNEL, card("warming up"));

    assertThat(update(posted.reference(), changed).reference()).isEqualTo(posted.reference());
    assertThat(update(posted.reference(), changed).reference()).isEqualTo(posted.reference());
  }

  @Test
  void aMessageIsFoundByItsKeyAfterItWasPostedAndOnlyThen() {
    assertThat(platform().find(channel(), "entry:1:0")).isEmpty();
    Delivery.Delivered posted = post(notice("entry:1:0", 1, "hello"));

    assertThat(platform().find(channel(), "entry:1:0")).contains(posted.reference());
    assertThat(platform().find(channel(), "entry:1:1")).isEmpty();
  }

  @Test
  void anUpdatedMessageIsStillFoundByItsKey() {
    Delivery.Delivered posted =
        post(message("gate:4:1", 1, Place.CHANNEL, prompt("send traffic?", true)));
    update(
        posted.reference(), message("gate:4:1", 2, Place.CHANNEL, prompt("send traffic?", false)));

    assertThat(platform().find(channel(), "gate:4:1")).contains(posted.reference());
  }

  @Test
  void aReplyStandsInTheThreadOfItsCard() {
    Delivery.Delivered card = post(message("card:17", 1, Place.CHANNEL, card("rolling")));
    Message line = message("entry:2:0", 2, Place.THREAD, notice("install v2 on green-1"));

    Delivery reply = platform().post(channel(), line, Optional.of(card.reference()));

    assertThat(reply).isInstanceOf(Delivery.Delivered.class);
    assertThat(visible()).contains("install v2 on green-1");
    assertThat(platform().find(channel(), "entry:2:0"))
        .contains(((Delivery.Delivered) reply).reference());
  }

  @Test
  void anUpdateOfAMessageThatIsNotThereIsAnsweredAndNeverThrows() {
    Delivery answer =
        platform().update(channel(), "never-posted", notice("entry:9:0", 9, "too late"));

    assertThat(answer).isInstanceOfAny(Delivery.Refused.class, Delivery.Delivered.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "مرحبا בעולם",
        "👩‍🚀 🏳️‍🌈 ✅",
        "<!channel> <@U1> @everyone &amp; *bold* _it_ `code` ~~~ [x](http://y)",
        "<script>alert(1)</script>",
        "\u001b[31mred\u001b[0m \u202Egnp.exe \u0000 \u0007",
        ""
      })
  void oddTextIsTakenAndStaysText(String odd) {
    assertThat(post(notice("entry:1:0", 1, "odd: " + odd)).reference()).isNotBlank();
    assertThat(visible()).contains("odd: ");
  }

  @Test
  void aHundredKilobytesAreTakenShortenedOrWhole() {
    String text = "long " + "x".repeat(100_000);
    List<String> details = IntStream.range(0, 1_000).mapToObj(i -> "detail " + i).toList();
    Notice notice = new Notice(Tone.GOOD, text, details);

    Delivery answer =
        platform()
            .post(channel(), message("entry:1:0", 1, Place.CHANNEL, notice), Optional.empty());

    assertThat(answer).isInstanceOf(Delivery.Delivered.class);
    assertThat(visible()).contains("long xxx");
  }

  @Test
  void whatGoesAlongWithAMessageIsTakenWithIt() {
    Percentiles slow =
        new Percentiles(Duration.ofMillis(40), Duration.ofMillis(182), Duration.ofMillis(260));
    Percentiles quick =
        new Percentiles(Duration.ofMillis(4), Duration.ofMillis(12), Duration.ofMillis(19));
    WarmUpReport measured =
        new WarmUpReport(
            1_200,
            0,
            Duration.ofSeconds(6),
            slow,
            List.of(slow, quick),
            Optional.of(Duration.ofMillis(50)));
    List<Attachment> attachments =
        List.of(
            new Attachment.Curve("Warm-up", measured),
            new Attachment.LongText("all checks", "smoke-checks.txt", "one\n".repeat(20_000)));
    Message said = notice("entry:1:0", 1, "green is warm");

    post(
        new Message(
            said.key(),
            said.revision(),
            said.place(),
            said.deployment(),
            said.content(),
            said.mentions(),
            attachments));

    assertThat(visible()).contains("green is warm");
  }

  @Test
  void aCardOfManyNodesIsTaken() {
    List<NodeMark> nodes =
        IntStream.range(0, 200)
            .mapToObj(i -> new NodeMark("green-" + i, "green", "on v1", Progress.TODO))
            .toList();

    post(message("card:17", 1, Place.CHANNEL, card("rolling", nodes)));
  }

  private Delivery.Delivered post(Message message) {
    Delivery answer = platform().post(channel(), message, Optional.empty());
    assertThat(answer).isInstanceOf(Delivery.Delivered.class);
    return (Delivery.Delivered) answer;
  }

  private Delivery.Delivered update(String reference, Message message) {
    Delivery answer = platform().update(channel(), reference, message);
    assertThat(answer).isInstanceOf(Delivery.Delivered.class);
    return (Delivery.Delivered) answer;
  }

  private static Message notice(String key, long revision, String text) {
    return message(key, revision, Place.CHANNEL, notice(text));
  }

  private static Notice notice(String text) {
    return new Notice(Tone.GOOD, text, List.of("a detail"));
  }

  private static Message message(String key, long revision, Place place, Content content) {
    return new Message(
        key, revision, place, Optional.of(ID), content, List.of("approver"), List.of());
  }

  private static Card card(String phase) {
    return card(phase, List.of(new NodeMark("green-1", "green", "on v1", Progress.TODO)));
  }

  private static Card card(String phase, List<NodeMark> nodes) {
    return new Card(
        Tone.RUNNING,
        "#17 shop v2 → production (bluegreen)",
        phase,
        List.of(new PhaseMark("roll", Progress.NOW), new PhaseMark("swap", Progress.TODO)),
        nodes,
        1,
        14,
        "drain green-1",
        "",
        "12,408 requests, 0 failed",
        List.of(new Button.Says("Abort", "/abort 17", false, true)));
  }

  private static Prompt prompt(String question, boolean open) {
    return new Prompt(
        Tone.ASKING,
        question,
        List.of("✔ smoke: 6 of 6 checks passed"),
        "0 of 1 approval",
        List.of("approver"),
        "plan 4e17065dc568 · evidence 1",
        open,
        open
            ? List.of(
                new Button.Reacts("Approve", "✅"),
                new Button.Says("Reject", "/reject 17 ", true, true))
            : List.of());
  }
}
