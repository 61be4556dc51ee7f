package dev.signalbox.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.deployment.WarmUpReport.Percentiles;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurvesTest {

  @Test
  void theBarsShowTheCourseAndItsEnds() {
    assertThat(Curves.bars(curve(0, 212, 160, 90, 40, 20, 12, 12, 13, 12, 12)))
        .isEqualTo("p95 █▆▄▂▂▁▁▁▁▁ 212 ms → 12 ms");
    assertThat(Curves.bars(curve(0, 12.5))).isEqualTo("p95 █ 12.5 ms → 12.5 ms");
  }

  @Test
  void aWindowWithoutAnAnswerIsNoLowBar() {
    assertThat(Curves.bars(curve(0, 0, 20, 10, 0)))
        .isEqualTo("p95 ×█▅× no good answer → no good answer");
    assertThat(Curves.bars(curve(0, 0))).isEqualTo("p95 × no good answer → no good answer");
  }

  @Test
  void theWordsSayWhatThePictureShows() {
    assertThat(Curves.said(curve(0, 212, 12)))
        .isEqualTo(
            "1,200 requests, none failed; p95 212 ms in the first window, 12 ms in the last;"
                + " target 50 ms.");
    assertThat(Curves.said(curve(17, 212, 0)))
        .isEqualTo(
            "1,200 requests, 17 failed; p95 212 ms in the first window, no good answer in the"
                + " last; target 50 ms.");
  }

  private static Attachment.Curve curve(long errors, double... p95) {
    List<Percentiles> windows = Arrays.stream(p95).mapToObj(CurvesTest::window).toList();
    return new Attachment.Curve(
        "Warm-up",
        new WarmUpReport(
            1_200,
            errors,
            Duration.ofSeconds(6),
            windows.getFirst(),
            windows,
            Optional.of(Duration.ofMillis(50))));
  }

  private static Percentiles window(double p95) {
    Duration latency = Duration.ofNanos((long) (p95 * 1e6));
    return new Percentiles(latency, latency, latency);
  }
}
