package dev.signalbox.fleet.docker;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.docker.DockerSettings.HealthSettings;
import dev.signalbox.port.Attempt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waits until all containers of a group have stayed healthy for a while. */
final class Waiting {

  private final Health health;
  private final HealthSettings settings;
  private final Map<Member, Integer> healthyLooks = new HashMap<>();
  private String last = "";

  Waiting(Health health, HealthSettings settings) {
    this.health = health;
    this.settings = settings;
  }

  /** Empty when they are; how it ended where they did not become so. */
  Optional<StepOutcome> until(List<Member> members, Attempt attempt) {
    while (true) {
      for (Member member : members) {
        switch (health.look(member)) {
          case Health.Seen.Healthy _ -> healthyLooks.merge(member, 1, Integer::sum);
          case Health.Seen.NotYet(String reason) -> {
            healthyLooks.put(member, 0);
            last = reason;
          }
          case Health.Seen.Dead(String reason) -> {
            return Optional.of(StepOutcome.failed(reason));
          }
        }
      }
      long steady = members.stream().filter(this::isSteady).count();
      if (steady == members.size()) {
        return Optional.empty();
      }
      if (!attempt.pause(settings.interval())) {
        return Optional.of(ended(steady, members.size(), attempt));
      }
    }
  }

  private boolean isSteady(Member member) {
    return healthyLooks.getOrDefault(member, 0) >= settings.looks();
  }

  private StepOutcome ended(long steady, int all, Attempt attempt) {
    String how = steady + " of " + all + " containers stayed healthy";
    return attempt.stopRequested()
        ? new StepOutcome.Stopped("it was stopped when " + how)
        : StepOutcome.failed(
            "the time was out when " + how + (last.isEmpty() ? "" : "; last seen: " + last));
  }
}
