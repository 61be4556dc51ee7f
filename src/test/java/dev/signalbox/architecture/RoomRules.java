package dev.signalbox.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** Who may know whom: the house's own rooms, the JDK, and the libraries. */
final class RoomRules {

  /** Leads from a class in the house to one that it must not know. */
  interface WrongWay extends BiPredicate<JavaClass, JavaClass> {}

  /** A library and the classes, by a pattern below the root package, that it stays with. */
  record Vendor(String packagePrefix, String home) {

    ArchRule staysAtHome() {
      Pattern residents = Pattern.compile(Pattern.quote(House.ROOT + ".") + "(" + home + ")");
      return noneLeadsTheWrongWay(
          packagePrefix + " is known to " + home + " alone",
          (from, to) ->
              (to.getPackageName() + ".").startsWith(packagePrefix + ".")
                  && !residents.matcher(from.getName()).matches());
    }
  }

  private static final Set<String> JAVA_BASE = Object.class.getModule().getDescriptor().packages();

  static final ArchRule ARROWS_ARE_AS_DRAWN =
      noneLeadsTheWrongWay(
          "a room knows only the rooms that its arrows lead to",
          (from, to) -> House.contains(to) && !House.mayKnow(House.roomOf(from), House.roomOf(to)));

  static final ArchRule PURE_ROOMS_ARE_PURE =
      noneLeadsTheWrongWay(
          "the pure rooms know java.base and jspecify only",
          (from, to) ->
              House.PURE.contains(House.roomOf(from))
                  && !House.contains(to)
                  && !to.isPrimitive()
                  && !JAVA_BASE.contains(to.getPackageName())
                  && !to.getPackageName().equals("org.jspecify.annotations"));

  static final ArchRule EVERY_CLASS_HAS_A_ROOM =
      classes()
          .should(
              new ArchCondition<JavaClass>("live in a room that the design draws") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  if (!House.isDrawn(House.roomOf(type))) {
                    events.add(
                        SimpleConditionEvent.violated(
                            type, type.getName() + " lives in no room of the house"));
                  }
                }
              })
          .allowEmptyShould(true);

  private RoomRules() {}

  private static ArchRule noneLeadsTheWrongWay(String description, WrongWay wrong) {
    return classes()
        .should(
            new ArchCondition<JavaClass>("hold to it") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                    .filter(way -> wrong.test(type, targetOf(way)))
                    .map(way -> SimpleConditionEvent.violated(way, way.getDescription()))
                    .forEach(events::add);
              }
            })
        .as(description)
        .allowEmptyShould(true);
  }

  private static JavaClass targetOf(Dependency way) {
    return way.getTargetClass().getBaseComponentType();
  }
}
