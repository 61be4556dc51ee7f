package dev.signalbox.engine;

import dev.signalbox.port.TrafficMeter.Share;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says traffic as people read it: {@code 12,408 requests, 0 failed, 100 % on green v2}. */
final class TrafficWords {

  private TrafficWords() {}

  /**
   * The words.
   *
   * @param all everything that is to be counted
   * @param now the last moments, which say where traffic goes
   */
  static String of(List<Share> all, List<Share> now) {
    long requests = all.stream().mapToLong(Share::requests).sum();
    long failed = all.stream().mapToLong(Share::failed).sum();
    if (requests == 0) {
      return "no requests were seen";
    }
    long present = now.stream().mapToLong(Share::requests).sum();
    Optional<Share> most = now.stream().max(Comparator.comparingLong(Share::requests));
    String where =
        most.filter(_ -> present > 0)
            .map(
                s ->
                    String.format(
                        Locale.ROOT,
                        ", %d %% on %s %s",
                        s.requests() * 100 / present,
                        s.cluster(),
                        s.version()))
            .orElse("");
    return String.format(Locale.ROOT, "%,d requests, %,d failed%s", requests, failed, where);
  }
}
