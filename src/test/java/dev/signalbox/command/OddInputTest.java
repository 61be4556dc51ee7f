package dev.signalbox.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.signalbox.topology.Application;
import dev.signalbox.topology.Stage;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that can be typed or pasted makes the parser throw. */
class OddInputTest {

  private static final int LINES = 30_000;
  private static final List<String> PIECES =
      Stream.concat(
              Verb.words().stream().map(word -> "/" + word),
              Stream.of(
                  " ",
                  " ",
                  " ",
                  "  ",
                  "\t",
                  "\n",
                  "\u00a0",
                  "/",
                  "@signalbox",
                  "signalbox",
                  ":",
                  "v2",
                  "v1.0+b_3",
                  "bluegreen",
                  "rolling",
                  "redblack",
                  "rollback",
                  "order:",
                  "primary-first",
                  "app:",
                  "app:shop",
                  "stage:",
                  "stage:staging",
                  "stage:x",
                  "#",
                  "17",
                  "#17",
                  "0",
                  "-1",
                  "99999999999999999999",
                  "for",
                  "2h",
                  "for 2h",
                  "2 hours",
                  "everything",
                  "verify",
                  "export",
                  "csv",
                  "jsonl",
                  "why",
                  "🟢",
                  "👩‍🚒",
                  "עברית",
                  "العربية",
                  "\u202e",
                  "\u2066",
                  "\u200b",
                  "\u200d",
                  "\ufeff",
                  "\u0000",
                  "\u001b[31m",
                  "\ud800",
                  "\udfff",
                  "\ud83d",
                  "\udc00\ud800",
                  "İ",
                  "ı",
                  "ß",
                  "e\u0301\u0301\u0301",
                  "'",
                  "\"",
                  "\\",
                  "$1",
                  "%s",
                  "{0}",
                  "<b>",
                  "`",
                  "x".repeat(600),
                  "x".repeat(4_100)))
          .toList();

  private final Vocabulary vocabulary =
      new Vocabulary(
          Set.of(new Application("shop")), Set.of(new Stage("staging"), new Stage("production")));
  private final CommandParser parser = new CommandParser(vocabulary);
  private final Completion completion = new Completion(vocabulary);

  @Test
  void noLineMakesTheParserThrow() {
    long seed = Long.getLong("words.seed", new Random().nextLong());
    Random random = new Random(seed);
    for (int i = 0; i < LINES; i++) {
      String line = i % 4 == 0 ? noise(random) : sentence(random);
      try {
        check(parser.parse(line));
        completion.complete(line);
      } catch (RuntimeException | AssertionError e) {
        fail("-Dwords.seed=" + seed + ", line " + i + ": " + escaped(line), e);
      }
    }
  }

  @Test
  void aKeyThatIsMuchTooLongIsNotRepeatedWhole() {
    check(parser.parse("/help " + "x".repeat(700) + ": nothing"));
  }

  @Test
  void aHundredKilobytesOfAnythingAreAnswered() {
    for (String piece : PIECES) {
      String much = piece.repeat(100_000 / piece.length());
      for (String beginning : List.of("", "/", "/reject ", "@signalbox ", "/deploy v2 app:")) {
        check(parser.parse(beginning + much));
        assertThat(completion.complete(beginning + much)).hasSizeLessThan(20);
      }
    }
  }

  private static void check(Parsed parsed) {
    switch (parsed) {
      case Parsed.NotForUs _ -> {}
      case Parsed.NotUnderstood(String reason) ->
          assertThat(reason).isNotBlank().hasSizeLessThan(600).matches("\\P{C}+");
      case Parsed.Understood(Command.Reject(_, String reason)) -> checkReason(reason);
      case Parsed.Understood(Command.HoldScope(_, String reason, _)) -> checkReason(reason);
      case Parsed.Understood(Command.Abandon(_, String reason)) -> checkReason(reason);
      case Parsed.Understood _ -> {}
    }
  }

  private static void checkReason(String reason) {
    assertThat(reason)
        .isNotBlank()
        .matches("[^\\p{Cc}\\p{Cs}\u202a-\u202e\u2066-\u2069\u200b\ufeff]+")
        .isEqualTo(reason.strip());
    assertThat(reason.codePointCount(0, reason.length())).isLessThanOrEqualTo(500);
  }

  private static String sentence(Random random) {
    return IntStream.range(0, random.nextInt(12))
        .mapToObj(
            _ -> PIECES.get(random.nextInt(PIECES.size())) + (random.nextBoolean() ? " " : ""))
        .collect(Collectors.joining("", random.nextInt(3) == 0 ? "" : "/", ""));
  }

  private static String noise(Random random) {
    StringBuilder line = new StringBuilder(random.nextBoolean() ? "/" : "/reject ");
    int length = random.nextInt(200);
    for (int i = 0; i < length; i++) {
      line.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
    }
    return line.toString();
  }

  private static String escaped(String line) {
    return line.chars()
        .mapToObj(c -> c >= ' ' && c < 0x7f ? String.valueOf((char) c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }
}
