package dev.signalbox.fleet;

import dev.signalbox.deployment.Excerpt;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Secrets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells the channel what a program prints, at most a line a second: one that floods its output must
 * not flood the journal. All of it is kept elsewhere.
 */
public final class Telling implements Consumer<String> {
  private static final long BETWEEN = Duration.ofSeconds(1).toNanos();
  private static final int LONGEST = 200;

  private final Attempt attempt;
  private final String about;
  private final Secrets secrets;
  private final LongSupplier nanoTicker;
  private long last;

  /**
   * Tells of one step.
   *
   * @param about what stands before each line, such as the node's name
   */
  public Telling(Attempt attempt, String about, Secrets secrets, LongSupplier nanoTicker) {
    this.attempt = attempt;
    this.about = about;
    this.secrets = secrets;
    this.nanoTicker = nanoTicker;
    this.last = nanoTicker.getAsLong() - BETWEEN;
  }

  @Override
  public void accept(String line) {
    long now = nanoTicker.getAsLong();
    if (now - last < BETWEEN) {
      return;
    }
    String shown = Transcript.of(line, secrets).text();
    if (!shown.isEmpty()) {
      last = now;
      attempt.progress(about + ": " + Excerpt.of(shown, LONGEST));
    }
  }
}
