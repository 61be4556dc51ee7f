package dev.signalbox.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.port.Inspectable;
import dev.signalbox.port.Inspectable.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CheckReportTest {

  @Test
  void saysALineForEachThingBelowItsSubject() {
    CheckReport report =
        report(
            Map.of(
                "shop/production",
                _ ->
                    List.of(
                        new Finding.Good("switch", "blue is live"),
                        new Finding.Bad("key", "refused", "write the new one"),
                        new Finding.Untried("record", "the key is refused"))));
    assertThat(report.lines())
        .containsExactly(
            "shop/production",
            "  ✔ switch: blue is live",
            "  ✘ key: refused. To mend it: write the new one",
            "  – record: not tried, the key is refused");
    assertThat(report.summary()).isEqualTo("1 to mend: 1 good, 1 not tried.");
    assertThat(report.isGood()).isFalse();
  }

  @Test
  void nothingBadIsGood() {
    CheckReport report = report(Map.of("a", _ -> List.of(new Finding.Good("x", "y"))));
    assertThat(report.isGood()).isTrue();
    assertThat(report.summary()).isEqualTo("Everything that was tried is good: 1 good.");
  }

  @Test
  void anErrorInsideHidesNothingElse() {
    Map<String, Inspectable> subjects = new LinkedHashMap<>();
    subjects.put(
        "a",
        _ -> {
          throw new IllegalStateException("a bug");
        });
    subjects.put("b", _ -> List.of(new Finding.Good("x", "y")));
    assertThat(report(subjects).lines())
        .containsExactly(
            "a",
            "  – the whole of it: not tried, an error inside; the log has the cause",
            "b",
            "  ✔ x: y");
  }

  @Test
  void subjectsAreTriedAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    Inspectable waitsForTheOther =
        _ -> {
          both.countDown();
          try {
            both.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of(new Finding.Good("x", "y"));
        };
    assertThat(report(Map.of("a", waitsForTheOther, "b", waitsForTheOther)).isGood()).isTrue();
  }

  private static CheckReport report(Map<String, Inspectable> subjects) {
    return CheckReport.of(subjects);
  }
}
