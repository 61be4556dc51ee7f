package dev.signalbox.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.deployment.WarmUpReport.Percentiles;
import dev.signalbox.report.Attachment.Curve;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Also writes the pictures to {@code target/pictures}, to be looked at. */
class CurvePictureTest {

  private static final int BLUE = 0xff1f5fbf;
  private static final int RED = 0xffb43a2c;
  private static final int WHITE = 0xffffffff;

  @Test
  void aCurveIsDrawnInItsColoursOnWhiteWithItsTarget() {
    BufferedImage picture = picture("falling", Optional.of(50), 212, 160, 90, 40, 20, 12, 12, 13);

    assertThat(picture.getWidth()).isEqualTo(960);
    assertThat(picture.getRGB(0, 0)).isEqualTo(WHITE);
    assertThat(coloursOf(picture)).contains(BLUE, RED);
  }

  @Test
  void withoutATargetNoLineIsDrawnForIt() {
    assertThat(coloursOf(picture("no-target", Optional.empty(), 212, 90, 12))).doesNotContain(RED);
  }

  @Test
  void aWindowWithoutAnAnswerIsAGapAndNotALowValue() {
    BufferedImage whole = picture("whole", Optional.empty(), 200, 190, 180, 170, 160);
    BufferedImage gap = picture("gap", Optional.empty(), 200, 190, 0, 170, 160);

    assertThat(pixels(gap, BLUE)).isLessThan(pixels(whole, BLUE));
    // A line that fell to zero in the middle would show up below.
    assertThat(lowest(gap, BLUE)).isEqualTo(lowest(whole, BLUE));
  }

  @Test
  void nothingMeasuredOneWindowAndManyAreDrawnToo() {
    picture("nothing", Optional.of(50), 0, 0, 0);
    picture("one", Optional.of(50), 31);
    picture("many", Optional.of(20), IntStream.range(0, 120).map(i -> 9_000 / (i + 1)).toArray());
  }

  private static Set<Integer> coloursOf(BufferedImage picture) {
    Set<Integer> colours = new HashSet<>();
    Arrays.stream(all(picture)).forEach(colours::add);
    return colours;
  }

  private static long pixels(BufferedImage picture, int colour) {
    return Arrays.stream(all(picture)).filter(each -> each == colour).count();
  }

  /** The lowest row of the plot, above the legend, that has the colour. */
  private static int lowest(BufferedImage picture, int colour) {
    int[] all = all(picture);
    return IntStream.range(0, picture.getHeight() * 3 / 4)
        .filter(
            y ->
                IntStream.range(0, picture.getWidth())
                    .anyMatch(x -> all[y * picture.getWidth() + x] == colour))
        .max()
        .orElse(-1);
  }

  private static int[] all(BufferedImage picture) {
    return picture.getRGB(
        0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
  }

  private static BufferedImage picture(String name, Optional<Integer> target, int... p95) {
    List<Percentiles> windows = Arrays.stream(p95).mapToObj(CurvePictureTest::window).toList();
    WarmUpReport measured =
        new WarmUpReport(
            1_200,
            0,
            Duration.ofSeconds(6),
            windows.getFirst(),
            windows,
            target.map(Duration::ofMillis));
    byte[] png =
        CurvePicture.png(
                new Curve("Warm-up: latency from the first requests to the last", measured))
            .orElseThrow();
    try {
      Path directory = Path.of(System.getProperty("basedir"), "target", "pictures");
      Files.write(Files.createDirectories(directory).resolve(name + ".png"), png);
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Percentiles window(int p95) {
    return new Percentiles(
        Duration.ofMillis(p95 * 2L / 5), Duration.ofMillis(p95), Duration.ofMillis(p95 * 3L / 2));
  }
}
