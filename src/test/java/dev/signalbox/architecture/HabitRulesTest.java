package dev.signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.signalbox.architecture.offenders.AsksForTheTime;
import dev.signalbox.architecture.offenders.ClockImpl;
import dev.signalbox.architecture.offenders.DrawsAnId;
import dev.signalbox.architecture.offenders.ForecastsByReference;
import dev.signalbox.architecture.offenders.HasItsFieldFilled;
import dev.signalbox.architecture.offenders.LaneHelper;
import dev.signalbox.architecture.offenders.LeavesItsFieldOpen;
import dev.signalbox.architecture.offenders.MakesItsOwnClock;
import dev.signalbox.architecture.offenders.Prints;
import dev.signalbox.architecture.offenders.PrintsStackTraces;
import dev.signalbox.architecture.offenders.ShiftsDates;
import dev.signalbox.architecture.offenders.Sleeps;
import dev.signalbox.architecture.offenders.SwapManager;
import dev.signalbox.architecture.offenders.TextUtil;
import dev.signalbox.architecture.offenders.TextUtils;
import dev.signalbox.architecture.offenders.ThrowsDice;
import dev.signalbox.architecture.offenders.Well;
import dev.signalbox.architecture.offenders.unmarked.Unmarked;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HabitRulesTest {

  @ParameterizedTest
  @MethodSource("rules")
  void theHouseKeepsTo(ArchRule rule) {
    rule.check(Blueprint.HOUSE);
  }

  @ParameterizedTest
  @MethodSource("offences")
  void anOffenderIsFound(ArchRule rule, Class<?> offender) {
    assertThat(rule.evaluate(Blueprint.ofOffender(offender)).hasViolation()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whoBehavesWellIsLeftInPeace(ArchRule rule) {
    assertThat(rule.evaluate(Blueprint.ofOffender(Well.class)).hasViolation()).isFalse();
  }

  @Test
  void theTestsAreCheckedForNullsToo() {
    HabitRules.NULLS_ARE_MARKED.check(
        new ClassFileImporter()
            .withImportOption(place -> !place.contains("/offenders/unmarked/"))
            .importPackages(House.ROOT));
  }

  static Stream<Arguments> rules() {
    return Stream.of(
            HabitRules.TIME_AND_CHANCE_ARE_GIVEN,
            HabitRules.ONLY_THE_TERMINAL_PRINTS,
            HabitRules.NAMES_SAY_WHAT_A_CLASS_IS,
            HabitRules.DEPENDENCIES_COME_BY_CONSTRUCTOR,
            HabitRules.PUBLIC_FIELDS_ARE_FINAL,
            HabitRules.NULLS_ARE_MARKED)
        .map(rule -> argumentSet(rule.getDescription(), rule));
  }

  static Stream<Arguments> offences() {
    return Stream.of(
        offence(HabitRules.TIME_AND_CHANCE_ARE_GIVEN, AsksForTheTime.class),
        offence(HabitRules.TIME_AND_CHANCE_ARE_GIVEN, ForecastsByReference.class),
        offence(HabitRules.TIME_AND_CHANCE_ARE_GIVEN, ShiftsDates.class),
        offence(HabitRules.TIME_AND_CHANCE_ARE_GIVEN, MakesItsOwnClock.class),
        offence(HabitRules.TIME_AND_CHANCE_ARE_GIVEN, Sleeps.class),
        offence(HabitRules.TIME_AND_CHANCE_ARE_GIVEN, ThrowsDice.class),
        offence(HabitRules.TIME_AND_CHANCE_ARE_GIVEN, DrawsAnId.class),
        offence(HabitRules.ONLY_THE_TERMINAL_PRINTS, Prints.class),
        offence(HabitRules.ONLY_THE_TERMINAL_PRINTS, PrintsStackTraces.class),
        offence(HabitRules.NAMES_SAY_WHAT_A_CLASS_IS, SwapManager.class),
        offence(HabitRules.NAMES_SAY_WHAT_A_CLASS_IS, LaneHelper.class),
        offence(HabitRules.NAMES_SAY_WHAT_A_CLASS_IS, TextUtil.class),
        offence(HabitRules.NAMES_SAY_WHAT_A_CLASS_IS, TextUtils.class),
        offence(HabitRules.NAMES_SAY_WHAT_A_CLASS_IS, ClockImpl.class),
        offence(HabitRules.DEPENDENCIES_COME_BY_CONSTRUCTOR, HasItsFieldFilled.class),
        offence(HabitRules.PUBLIC_FIELDS_ARE_FINAL, LeavesItsFieldOpen.class),
        offence(HabitRules.NULLS_ARE_MARKED, Unmarked.class));
  }

  private static Arguments offence(ArchRule rule, Class<?> offender) {
    return argumentSet(offender.getSimpleName(), rule, offender);
  }
}
