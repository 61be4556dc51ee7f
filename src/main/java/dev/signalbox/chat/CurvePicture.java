package dev.signalbox.chat;

import dev.signalbox.deployment.Figures;
import dev.signalbox.deployment.WarmUpReport;
import dev.signalbox.deployment.WarmUpReport.Percentiles;
import dev.signalbox.report.Attachment;
import dev.signalbox.report.Curves;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws a curve as a picture, for every chat platform that takes files. The lines differ in their
 * marks and strokes, not in their colours alone; the background is light on purpose, since nobody
 * knows which one the reader has. What the picture shows is said by {@link Curves#said}, which
 * belongs beside it.
 */
public final class CurvePicture {

  /** The media type of the picture. */
  public static final String MEDIA_TYPE = "image/png";

  private static final Logger LOG = LoggerFactory.getLogger(CurvePicture.class);
  private static final int WIDTH = 960;
  private static final int HEIGHT = 480;
  private static final Color INK = new Color(0x22, 0x2b, 0x36);
  private static final Color SOFT = new Color(0x5b, 0x66, 0x73);
  private static final Color GRID = new Color(0xd9, 0xdf, 0xe6);
  private static final Color P95 = new Color(0x1f, 0x5f, 0xbf);
  private static final Color P50 = new Color(0x2b, 0x8a, 0x6f);
  private static final Color TARGET = new Color(0xb4, 0x3a, 0x2c);
  private static final List<Double> ROUND = List.of(1.0, 2.0, 2.5, 4.0, 5.0, 8.0, 10.0);

  private CurvePicture() {}

  /**
   * The picture's bytes; empty where this machine cannot draw, for instance because its Java
   * runtime finds no fonts. Never throws for that: a picture holds up no message.
   */
  public static Optional<byte[]> png(Attachment.Curve curve) {
    try {
      return Optional.of(BitmapEncoder.getBitmapBytes(chart(curve), BitmapFormat.PNG));
    } catch (IOException | RuntimeException | LinkageError | InternalError e) {
      LOG.warn("the curve '{}' cannot be drawn here; its message goes without", curve.title(), e);
      return Optional.empty();
    }
  }

  private static XYChart chart(Attachment.Curve curve) {
    WarmUpReport measured = curve.measured();
    int windows = measured.windows().size();
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(curve.title())
            .xAxisTitle("window of requests, of " + windows)
            .yAxisTitle("latency in ms")
            .build();
    double top = top(measured);
    style(chart.getStyler(), windows, top);
    double[] p95 = series(measured, Percentiles::p95);
    line(chart, "p95", p95, P95, SeriesMarkers.CIRCLE);
    line(chart, "p50", series(measured, Percentiles::p50), P50, SeriesMarkers.SQUARE);
    measured.target().ifPresent(target -> target(chart, target, windows));
    if (Arrays.stream(p95).allMatch(Double::isNaN)) {
      chart.addAnnotation(
          new AnnotationText("no request was answered well", (windows + 1) / 2.0, top / 2, false));
    }
    return chart;
  }

  private static void style(XYStyler styler, int windows, double top) {
    styler
        .setBaseFont(font(Font.PLAIN, 15))
        .setChartBackgroundColor(Color.WHITE)
        .setChartFontColor(INK)
        .setChartTitleFont(font(Font.BOLD, 19))
        .setChartTitleBoxVisible(false)
        .setChartPadding(18)
        .setLegendFont(font(Font.PLAIN, 15))
        .setLegendPadding(12)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal)
        .setLegendBorderColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setAnnotationTextFont(font(Font.PLAIN, 17))
        .setAnnotationTextFontColor(INK)
        .setMarkerSize(8);
    styler
        .setAxisTitleFont(font(Font.PLAIN, 15))
        .setAxisTickLabelsFont(font(Font.PLAIN, 14))
        .setAxisTickLabelsColor(SOFT)
        .setAxisTickMarksColor(GRID)
        .setPlotGridLinesColor(GRID)
        .setPlotGridLinesStroke(new BasicStroke(1f))
        .setPlotGridVerticalLinesVisible(false)
        .setLocale(Locale.ROOT)
        .setXAxisMin(windows == 1 ? 0.0 : 1.0)
        .setXAxisMax(windows == 1 ? 2.0 : windows)
        .setYAxisMin(0.0)
        .setYAxisMax(top)
        .setXAxisTickMarkSpacingHint(70)
        .setYAxisTickMarkSpacingHint(44)
        .setxAxisTickLabelsFormattingFunction(place -> windowNumber(place, windows));
    styler.setDecimalPattern(top < 5 ? "#,##0.0" : "#,##0");
  }

  /** Only where there is a window, a number stands. */
  private static String windowNumber(double place, int windows) {
    boolean isWindow = place == Math.rint(place) && place >= 1 && place <= windows;
    return isWindow ? String.format(Locale.ROOT, "%,.0f", place) : " ";
  }

  private static void line(
      XYChart chart, String name, double[] values, Color color, Marker marker) {
    double[] places = IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
    var series = chart.addSeries(name, places, values);
    series.setLineColor(color).setLineWidth(3f);
    series.setMarker(marker).setMarkerColor(color);
  }

  private static void target(XYChart chart, Duration target, int windows) {
    double millis = millis(target);
    double[] ends = windows == 1 ? new double[] {0, 2} : new double[] {1, windows};
    var series =
        chart.addSeries(
            "target for p95: " + Figures.millis(target), ends, new double[] {millis, millis});
    BasicStroke dashes =
        new BasicStroke(
            2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, new float[] {9, 7}, 0);
    series.setLineColor(TARGET).setLineStyle(dashes);
    series.setMarker(SeriesMarkers.NONE);
  }

  /** Milliseconds; a window in which nothing was answered well is a gap, not a good value. */
  private static double[] series(WarmUpReport measured, Function<Percentiles, Duration> which) {
    return measured.windows().stream()
        .map(which)
        .mapToDouble(latency -> latency.isPositive() ? millis(latency) : Double.NaN)
        .toArray();
  }

  /** The next round number above everything that is drawn. */
  private static double top(WarmUpReport measured) {
    double highest =
        DoubleStream.concat(
                measured.windows().stream().mapToDouble(w -> millis(w.p95())),
                measured.target().stream().mapToDouble(CurvePicture::millis))
            .max()
            .orElse(0);
    double power = highest > 0 ? Math.pow(10, Math.floor(Math.log10(highest))) : 1;
    return ROUND.stream()
        .map(step -> step * power)
        .filter(step -> step >= highest * 1.04)
        .findFirst()
        .orElse(Collections.max(ROUND) * 2 * power);
  }

  private static double millis(Duration latency) {
    return latency.toNanos() / 1e6;
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
