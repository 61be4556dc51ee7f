package dev.signalbox.traffic.haproxy;

import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.PortFailure;
import dev.signalbox.traffic.haproxy.HaproxyLane.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tries whether the traffic switch of a lane would work, without changing anything. */
final class SwitchInspection {
  private final HaproxyLane lane;
  private final Deadline deadline;
  private final List<Finding> findings = new ArrayList<>();

  SwitchInspection(HaproxyLane lane, Duration limit) {
    this.lane = lane;
    this.deadline = Deadline.after(limit);
  }

  List<Finding> findings() {
    for (Haproxy haproxy : lane.haproxies()) {
      try {
        haproxy(haproxy);
      } catch (PortFailure e) {
        bad(haproxy.title(), e.reason(), "start it, or correct its socket in the configuration");
      }
    }
    return List.copyOf(findings);
  }

  private void haproxy(Haproxy haproxy) {
    socket(haproxy);
    map(haproxy);
    if (lane.settings().backends() instanceof HaproxySettings.Backends.Fixed(var byCluster)) {
      for (Map.Entry<String, String> each : byCluster.entrySet()) {
        backend(haproxy, new Place(each.getKey(), each.getValue(), Optional.empty()));
      }
    }
    master(haproxy);
  }

  private void socket(Haproxy haproxy) {
    String what = haproxy.title() + " at " + haproxy.instance().socket();
    String level = haproxy.talk(deadline, it -> it.ask(RuntimeCommand.showLevel()));
    if (!level.equals("admin")) {
      bad(
          what,
          "its level is " + MapEntry.excerpt(level),
          "write `level admin` on its stats socket line");
      return;
    }
    String version =
        haproxy
            .talk(deadline, it -> it.ask(RuntimeCommand.showInfo()))
            .lines()
            .filter(line -> line.startsWith("Version: "))
            .findFirst()
            .orElse("it answers");
    findings.add(new Finding.Good(what, version));
  }

  private void map(Haproxy haproxy) {
    String what = "map " + lane.settings().map() + " of " + haproxy.title();
    switch (haproxy.talk(deadline, lane::entry)) {
      case MapEntry.Unusable(String reason, String remedy) -> bad(what, reason, remedy);
      case MapEntry.Says(String _, String value) -> {
        String says = lane.settings().key() + " → " + value;
        if (lane.cluster(value).equals(value) && lane.place(value).isEmpty()) {
          bad(what, says + ", which is no cluster of " + lane.lane(), lane.remedy());
        } else {
          findings.add(new Finding.Good(what, says));
        }
        file(haproxy, value);
      }
    }
  }

  private void file(Haproxy haproxy, String running) {
    Path file = haproxy.instance().mapFile();
    String what = "map file " + file + " of " + haproxy.title();
    Optional<String> said =
        haproxy.files().read(file).flatMap(text -> new MapFile(text).value(lane.settings().key()));
    Optional<String> unwritable = haproxy.files().unwritable(file);
    if (unwritable.isPresent()) {
      bad(what, unwritable.get(), "let the bot's user write the file and its directory");
    } else if (said.filter(running::equals).isEmpty()) {
      bad(
          what,
          "it says " + said.orElse("nothing") + ", and the running HAProxy " + running,
          "set the file right: a reload would send production to " + said.orElse("nothing"));
    } else {
      findings.add(new Finding.Good(what, "it says what the running HAProxy says"));
    }
  }

  private void backend(Haproxy haproxy, Place place) {
    String what =
        "backend %s (%s) of %s".formatted(place.backend(), place.cluster(), haproxy.title());
    Optional<BackendView> view = haproxy.backend(place.backend(), deadline);
    if (view.isEmpty()) {
      bad(what, "there is none", "write it in HAProxy's configuration, or its right name in ours");
      return;
    }
    Optional<String> reason = Readiness.reason(haproxy, place, deadline);
    if (reason.isPresent()) {
      bad(what, reason.get(), "mend its servers; a swap to it would be refused");
    } else {
      findings.add(
          new Finding.Good(
              what,
              "%d of %d servers serve"
                  .formatted(view.get().serving(), view.get().servers().size())));
    }
  }

  private void master(Haproxy haproxy) {
    String what = "old workers of " + haproxy.title();
    if (haproxy.instance().masterSocket().isEmpty()) {
      findings.add(
          new Finding.Untried(
              what,
              "no master-socket is configured: requests in workers that a reload leaves behind are"
                  + " not counted"));
      return;
    }
    haproxy
        .askMaster(deadline, RuntimeCommand.showWorkers())
        .ifPresent(
            answer ->
                findings.add(new Finding.Good(what, Workers.old(answer).size() + " are ending")));
  }

  private void bad(String what, String seen, String remedy) {
    findings.add(new Finding.Bad(what, seen, remedy));
  }
}
