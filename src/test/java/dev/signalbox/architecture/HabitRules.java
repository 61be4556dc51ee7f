package dev.signalbox.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.util.Date;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/** Habits that stay out of the house. */
final class HabitRules {

  /**
   * The clock, ids and randomness come from outside, so that a test owns them. {@code nanoTime} is
   * let through: it measures how long something took and tells nobody what time it is.
   */
  static final ArchRule TIME_AND_CHANCE_ARE_GIVEN =
      noneOutside("dev\\.signalbox\\.app", HabitRules::isTimeOrChance)
          .as("time, ids and randomness are handed in; only the wiring makes them");

  static final ArchRule ONLY_THE_TERMINAL_PRINTS =
      noneOutside("dev\\.signalbox\\.(app|chat\\.terminal)", HabitRules::isPrinting)
          .as("only the terminal and the main class print");

  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
          .allowEmptyShould(true)
          .as("no class is a manager, a helper, a util or an impl");

  static final ArchRule DEPENDENCIES_COME_BY_CONSTRUCTOR =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION
          .allowEmptyShould(true)
          .as("dependencies come by constructor");

  static final ArchRule PUBLIC_FIELDS_ARE_FINAL =
      fields()
          .that()
          .arePublic()
          .and(areDeclaredInPublicTypes())
          .should()
          .beFinal()
          .allowEmptyShould(true)
          .as("what is public cannot be changed from outside");

  /** A package that forgot {@code @NullMarked} would not be checked for nulls at all. */
  static final ArchRule NULLS_ARE_MARKED =
      classes()
          .should(
              new ArchCondition<JavaClass>("live in a package that is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(
                        SimpleConditionEvent.violated(
                            type, type.getPackageName() + " is not @NullMarked"));
                  }
                }
              })
          .allowEmptyShould(true);

  private static final Set<String> DICE =
      Set.of(
          Random.class.getName(),
          SplittableRandom.class.getName(),
          "java.security.SecureRandom",
          Date.class.getName());

  private static final Set<String> SOURCES =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.Thread.sleep",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.TimeUnit.sleep",
          "java.time.InstantSource.system",
          ThreadLocalRandom.class.getName() + ".current",
          "java.util.random.RandomGenerator.getDefault",
          "java.util.random.RandomGenerator.of");

  private HabitRules() {}

  private static boolean isTimeOrChance(AccessTarget target) {
    String owner = target.getOwner().getName();
    String name = target.getName();
    return SOURCES.contains(owner + "." + name)
        || (name.equals("<init>") && DICE.contains(owner))
        || (owner.equals(Clock.class.getName()) && name.matches("system.*|tick.+"))
        || (owner.startsWith("java.time.") && name.equals("now") && !takesAClock(target));
  }

  private static boolean takesAClock(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget unit
        && unit.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
  }

  private static boolean isPrinting(AccessTarget target) {
    String name = target.getName();
    return (target.getOwner().isEquivalentTo(System.class)
            && (name.equals("out") || name.equals("err")))
        || (target.getOwner().isAssignableTo(Throwable.class) && name.equals("printStackTrace"));
  }

  /** Calls, field accesses and method references alike. */
  private static ArchRule noneOutside(String packages, Predicate<AccessTarget> banned) {
    return classes()
        .should(
            new ArchCondition<JavaClass>("do without") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (type.getPackageName().matches(packages + "(\\..*)?")) {
                  return;
                }
                type.getAccessesFromSelf().stream()
                    .filter(access -> banned.test(access.getTarget()))
                    .map(access -> SimpleConditionEvent.violated(access, access.getDescription()))
                    .forEach(events::add);
              }
            })
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaField> areDeclaredInPublicTypes() {
    return DescribedPredicate.describe(
        "are declared in public types",
        field -> field.getOwner().getModifiers().contains(JavaModifier.PUBLIC));
  }
}
