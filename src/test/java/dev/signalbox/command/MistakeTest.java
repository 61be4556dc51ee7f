package dev.signalbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.topology.Application;
import dev.signalbox.topology.Stage;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read when a line cannot be understood. */
class MistakeTest {

  private final CommandParser parser =
      new CommandParser(
          new Vocabulary(
              Set.of(new Application("shop"), new Application("api")),
              Set.of(new Stage("staging"), new Stage("production"))));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          /deploy                          | Which version?
          /deploy bluegreen                | 'bluegreen' is a strategy; the version stands before it.
          /deploy bluegreen v2             | There is no strategy 'v2'.
          /deploy v2 blugreen              | There is no strategy 'blugreen'. Did you mean bluegreen? There is bluegreen, primaryfirst, redblack, rolling.
          /deploy v2 rollback              | To bring the old version back, write /rollback.
          /deploy v2 rollback-rolling      | To bring the old version back, write /rollback.
          /deploy v2 staging               | 'staging' is no strategy. Did you mean stage:staging?
          /deploy v2 shop                  | 'shop' is no strategy. Did you mean app:shop?
          /deploy v2 rolling now           | There is more than /deploy takes: 'now'.
          /deploy v2;rm                    | The version 'v2;rm' is not a version
          /deploy v2 order:sideways        | There is no order 'sideways': write order:idle-first or order:primary-first.
          /deploy v2 redblack order:idle-first | order: belongs to bluegreen; redblack has only one order.
          /deploy v2 primaryfirst order:idle-first | order: belongs to bluegreen
          /deploy v2 app:shp               | There is no application 'shp'. Did you mean shop? There is api, shop.
          /deploy v2 stage:prod            | There is no stage 'prod'. There is production, staging.
          /deploy v2 stage:a stage:b       | stage: is given twice.
          /deploy v2 app:shop application:api | app: is given twice.
          /deploy v2 stge:staging          | 'stge:' is nothing that /deploy takes. Did you mean stage:?
          /deploy v2 region:eu             | 'region:' is nothing that /deploy takes.
          /deploy v2 stage: staging        | stage: has nothing behind its colon; write it without a space.
          /plan                            | Which version?
          /approve 0                       | '0' is no deployment's number: write 17 or #17.
          /approve 99999999999999999999    | '99999999999999999999' is no deployment's number
          /approve seventeen               | There is more than /approve takes: 'seventeen'.
          /approve 17 fine                 | There is more than /approve takes: 'fine'.
          /reject                          | /reject needs a reason.
          /reject 17                       | /reject needs a reason.
          /abort stage:staging             | /abort takes no stage:. Name the deployment by its number, such as 17.
          /abort wrong app:shop            | /abort takes no app:.
          /rollback stge:staging broken    | 'stge:' is nothing that /rollback takes. Did you mean stage:?
          /rollback environment:staging    | 'environment:' is nothing that /rollback takes.
          /rollback 17 region:eu           | 'region:' is nothing that /rollback takes.
          /abandon 17                      | /abandon needs a reason.
          /status shop                     | There is more than /status takes: 'shop'. Did you mean app:shop?
          /history ten                     | 'ten' is not a number from 1 to 100.
          /history 0                       | '0' is not a number from 1 to 100.
          /history 101                     | '101' is not a number from 1 to 100.
          /audit export                    | Export as what: csv or jsonl?
          /audit export xml                | Export as what: csv or jsonl?
          /audit verify 17                 | There is more than /audit takes: '17'.
          /audit nonsense                  | There is more than /audit takes: 'nonsense'.
          /hold                            | /hold needs a reason.
          /hold for 2h                     | /hold needs a reason.
          /hold everything                 | /hold needs a reason.
          /hold everything app:shop sale   | Everything has every application and stage in it: leave one out.
          /hold sale for 2x                | '2x' is not a time: write 30m, 2h, 1d or 2h30m.
          /hold sale for 17                | '17' is not a time
          /hold sale for 0h                | '0h' is not between 1m and 90d
          /hold sale for 91d               | '91d' is not between 1m and 90d: without a time, a hold lasts until it is released.
          /hold for 2h sale for 3h         | The time is given twice.
          /hold everything for 2h sale for 3h | The time is given twice.
          /release sale is over            | There is more than /release takes: 'sale is over'.
          /release production              | Did you mean stage:production?
          /whoami please                   | There is more than /whoami takes: 'please'.
          /help deploi                     | There is no command 'deploi'. Did you mean /deploy?
          """)
  void answersAMistakeWithItsReasonAndTheUsage(String line, String reason) {
    Verb verb = Verb.of(line.split(" ", -1)[0]).orElseThrow();
    assertThat(refusal(line)).contains(reason).endsWith(" Usage: " + verb.usage());
  }

  @ParameterizedTest
  @CsvSource({
    "/deploi v2, /deploy",
    "/dpeloy v2, /deploy",
    "/aprove, /approve",
    "/rolback, /rollback",
    "/stauts, /status",
    "/hodl x, /hold",
    "@signalbox depoy v2, /deploy"
  })
  void asksWhetherAnotherCommandWasMeant(String line, String meant) {
    assertThat(refusal(line)).contains("Did you mean " + meant + "?").endsWith("lists them all.");
  }

  @Test
  void doesNotGuessWhatNothingIsNearTo() {
    assertThat(refusal("/shutdown"))
        .isEqualTo("There is no command '/shutdown'. /help lists them all.");
    assertThat(refusal("/etc/hosts is full")).startsWith("There is no command '/etc/hosts'.");
  }

  @Test
  void saysHowLongALineWasAndMayBe() {
    assertThat(refusal("/reject " + "x".repeat(99_992)))
        .isEqualTo("The line has 100,000 characters: write at most 4,000.");
    assertThat(parser.parse("x".repeat(100_000))).isInstanceOf(Parsed.NotForUs.class);
  }

  @Test
  void saysHowLongAReasonWasAndMayBe() {
    assertThat(refusal("/reject " + "🟢".repeat(501)))
        .startsWith("The reason has 501 characters: write at most 500.");
    assertThat(parser.parse("/reject " + "🟢".repeat(500))).isInstanceOf(Parsed.Understood.class);
  }

  @Test
  void whatCannotBeSeenIsNoReason() {
    assertThat(refusal("/reject \u200B\u202E")).startsWith("/reject needs a reason.");
  }

  @Test
  void anInvisibleCharacterInAVersionIsRefusedAndShown() {
    assertThat(refusal("/deploy v\u200B2")).startsWith("The version 'v?2' is not a version");
  }

  @Test
  void quotesWhatWasTypedShortened() {
    assertThat(refusal("/" + "y".repeat(3_000)))
        .isEqualTo("There is no command '/" + "y".repeat(39) + "…'. /help lists them all.");
  }

  @Test
  void withoutAnyApplicationSaysSo() {
    CommandParser bare = new CommandParser(new Vocabulary(Set.of(), Set.of()));
    assertThat(((Parsed.NotUnderstood) bare.parse("/status app:shop")).reason())
        .startsWith("There is no application 'shop'. None is configured.");
  }

  private String refusal(String line) {
    assertThat(parser.parse(line)).isInstanceOf(Parsed.NotUnderstood.class);
    return ((Parsed.NotUnderstood) parser.parse(line)).reason();
  }
}
