package dev.signalbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HelpTextTest {

  @Test
  void listsEveryCommandOnOneAlignedLine() {
    assertThat(HelpText.overview())
        .hasSameSizeAs(Verb.values())
        .startsWith(
            "/deploy    rolls a version out, checks it, and asks before traffic moves to it")
        .allSatisfy(line -> assertThat(line).matches("/\\w+ +\\S.*").hasSizeLessThan(90))
        .allSatisfy(line -> assertThat(line.charAt(10)).isEqualTo(' '))
        .allSatisfy(line -> assertThat(line.charAt(11)).isNotEqualTo(' '));
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void explainsEachCommand(Verb verb) {
    assertThat(HelpText.of(Optional.of(verb.word())))
        .startsWith(verb.usage(), "/" + verb.word() + " " + verb.summary() + ".")
        .contains("Who may: " + verb.whoMay() + ".")
        .anyMatch(line -> line.startsWith("Example: /" + verb.word()));
  }

  @Test
  void namesTheStrategiesThatCanBeTyped() {
    assertThat(HelpText.about(Verb.DEPLOY))
        .contains(
            "Strategies: bluegreen, primaryfirst, redblack, rolling; bluegreen also takes order:"
                + " idle-first or primary-first.");
  }

  @Test
  void aTopicThatIsNoneShowsEverything() {
    assertThat(HelpText.of(Optional.of("nonsense"))).isEqualTo(HelpText.overview());
    assertThat(HelpText.of(Optional.empty())).isEqualTo(HelpText.overview());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          DEPLOY   ; /deploy <version> [strategy] [app:<name>] [stage:<name>]
          PLAN     ; /plan <version> [strategy] [app:<name>] [stage:<name>]
          APPROVE  ; /approve [id]
          REJECT   ; /reject [id] <why>
          ABORT    ; /abort [id] [why]
          ROLLBACK ; /rollback [id] [app:<name>] [stage:<name>] [why]
          RETRY    ; /retry [id]
          ABANDON  ; /abandon [id] <why>
          STATUS   ; /status [app:<name>] [stage:<name>]
          HISTORY  ; /history [n] [app:<name>] [stage:<name>]
          AUDIT    ; /audit [id] | verify | export csv|jsonl [id]
          HOLD     ; /hold [everything] [app:<name>] [stage:<name>] <why> [for 2h]
          RELEASE  ; /release [everything] [app:<name>] [stage:<name>]
          CHECK    ; /check [app:<name>] [stage:<name>]
          WHOAMI   ; /whoami
          HELP     ; /help [command]
          """)
  void usageReads(Verb verb, String usage) {
    assertThat(verb.usage()).isEqualTo(usage);
  }
}
