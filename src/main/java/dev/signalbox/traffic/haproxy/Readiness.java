package dev.signalbox.traffic.haproxy;

import dev.signalbox.traffic.haproxy.HaproxyLane.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a backend would answer if production went there. */
final class Readiness {

  private Readiness() {}

  /** Why production cannot go there at this HAProxy, with the remedy; empty where it can. */
  static Optional<String> reason(Haproxy haproxy, Place place, Deadline deadline) {
    return haproxy
        .backend(place.backend(), deadline)
        .map(view -> reason(haproxy, place, view))
        .orElseGet(
            () ->
                Optional.of(
                    "%s has no backend %s for %s: write it in its configuration, or its right name in ours"
                        .formatted(haproxy.title(), place.backend(), place.cluster())));
  }

  private static Optional<String> reason(Haproxy haproxy, Place place, BackendView view) {
    if (view.serving() > 0) {
      return Optional.empty();
    }
    List<ServerRow> unchecked =
        view.servers().stream().filter(it -> !it.isOut() && !it.health().checked()).toList();
    if (!unchecked.isEmpty()) {
      return Optional.of(
          "nobody knows whether backend %s of %s serves: write `check` on its server lines"
              .formatted(view.name(), haproxy.title()));
    }
    String servers =
        view.servers().stream()
            .map(it -> it.name() + " is " + it.health().words())
            .collect(Collectors.joining(", "));
    return Optional.of(
        "no server of backend %s (%s) serves at %s: %s"
            .formatted(
                view.name(),
                place.cluster(),
                haproxy.title(),
                servers.isEmpty() ? "it has none" : servers));
  }
}
