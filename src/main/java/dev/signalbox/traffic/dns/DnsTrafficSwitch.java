package dev.signalbox.traffic.dns;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.traffic.dns.Targets.Goal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Swaps production by changing what a name says in the DNS. It sees what servers answer; it cannot
 * see who still uses an old answer, so it holds the old cluster for as long as one can live.
 *
 * <p>What has to outlive the bot stands in the zone itself, in a TXT record beside the name.
 */
public final class DnsTrafficSwitch implements TrafficSwitch, Inspectable {
  private final DnsSwitchSettings settings;
  private final DnsContext context;
  private final ProductionName production;
  private final Targets targets;
  private final Everywhere everywhere;

  /** The switch of one lane; asks nobody yet. */
  public DnsTrafficSwitch(DnsSwitchSettings settings, DnsContext context) {
    this.settings = settings;
    this.context = context;
    Primary primary = context.primary(settings.servers());
    this.production = new ProductionName(primary, settings, context.clock());
    this.targets = new Targets(primary, production.name(), settings.targets());
    this.everywhere = context.everywhere(primary);
  }

  @Override
  public Live read() {
    return live(production.read());
  }

  private Live live(Present present) {
    String detail =
        "%s is %s at %s, TTL %d s"
            .formatted(
                production.label(), present.text(), settings.servers().primary(), present.ttl());
    return new Live(targets.cluster(present).orElseGet(present::text), detail);
  }

  @Override
  public StepOutcome prepare(Attempt attempt) {
    return new Preparation(settings, production, everywhere, context.clock()).prepare(attempt);
  }

  @Override
  public StepOutcome unprepare(Attempt attempt) {
    return new Preparation(settings, production, everywhere, context.clock()).takeBack();
  }

  @Override
  public Swapped swap(String from, String to) {
    Optional<Goal> goal = targets.goal(to);
    if (goal.isEmpty()) {
      return new Swapped.Refused(
          to
              + " is no cluster of this switch; it knows "
              + String.join(", ", targets.clusters())
              + ".");
    }
    Present before = production.read();
    Live live = live(before);
    if (!live.cluster().equals(from)) {
      return new Swapped.Mismatch(live);
    }
    return targets
        .hole(to, goal.get())
        .<Swapped>map(Swapped.Refused::new)
        .orElseGet(() -> swap(before, goal.get(), from));
  }

  private Swapped swap(Present before, Goal goal, String from) {
    Present after = before.with(goal.records(), before.ttl());
    return switch (production.change(before, after, production.note(), goal.source())) {
      case Primary.Reply.Taken _ ->
          new Swapped.Accepted(
              "%s is %s at %s; answers of up to %d s from before may be kept"
                  .formatted(
                      production.label(),
                      after.text(),
                      settings.servers().primary(),
                      before.ttl()));
      case Primary.Reply.NotAsRequired(String code) -> {
        Live now = read();
        yield now.cluster().equals(from)
            ? new Swapped.Refused(
                "The record or the addresses changed during the swap (" + code + "). Ask again.")
            : new Swapped.Mismatch(now);
      }
      case Primary.Reply.Refused(String reason) -> new Swapped.Refused(reason);
    };
  }

  @Override
  public StepOutcome settle(String old, Attempt attempt) {
    Present present = production.read();
    if (live(present).cluster().equals(old)) {
      return StepOutcome.failed(old + " is live: it cannot settle.");
    }
    return new Settling(settings, production, everywhere, context.clock())
        .settle(old, present, attempt);
  }

  @Override
  public Optional<Duration> statedWait() {
    Duration now = Duration.ofSeconds(production.read().ttl());
    Duration then = settings.times().swapTtl().filter(low -> low.compareTo(now) < 0).orElse(now);
    return Optional.of(then.plus(settings.times().margin()));
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    return new DnsInspection(settings, context, targets, everywhere).inspect(limit);
  }
}
