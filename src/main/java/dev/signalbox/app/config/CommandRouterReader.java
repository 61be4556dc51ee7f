package dev.signalbox.app.config;

import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.Machine;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.traffic.command.BalancerProgram;
import dev.signalbox.traffic.command.Calling;
import dev.signalbox.traffic.command.CommandLoadBalancer;
import dev.signalbox.traffic.command.CommandRouter;
import dev.signalbox.traffic.command.CommandTrafficSwitch;
import dev.signalbox.traffic.command.SwitchProgram;
import dev.signalbox.traffic.command.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a lane's router that is reached by a program. */
final class CommandRouterReader {
  private static final Set<String> LANE = Set.of("application", "stage");

  private final Problems problems;

  private final Machines machines;

  CommandRouterReader(Problems problems, Machines machines) {
    this.problems = problems;
    this.machines = machines;
  }

  /** The switch; empty when there are problems with it. */
  Optional<Part<TrafficSwitch>> trafficSwitch(
      String field, CommandRouterProperties.Switch written) {
    Template read = template(field + ".read", written.read(), Set.of());
    Template swap = template(field + ".swap", written.swap(), Set.of("from", "to"));
    List<String> counting = written.sessions();
    Optional<Template> sessions =
        counting == null
            ? Optional.empty()
            : Optional.of(template(field + ".sessions", counting, Set.of("cluster")));
    Duration wait = written.statedWait();
    if (counting == null && wait == null) {
      problems.add(
          field + ".stated-wait",
          "nothing, but no sessions either",
          "the time after which nobody uses the old cluster, such as 30s, or sessions");
    }
    Calling calling =
        calling(
            field,
            written.environment(),
            written.secrets(),
            written.timeout(),
            Inherited.or(wait, Duration.ofSeconds(1)));
    Optional<Supplier<Machine>> machine =
        machines.chosen(problems, field + ".machine", written.machine());
    return problems.hasBelow(field)
        ? Optional.empty()
        : machine.map(
            it ->
                site ->
                    new CommandTrafficSwitch(
                        new CommandRouter(calling, it.get(), site.lane().lane()),
                        new SwitchProgram(read, swap, sessions)));
  }

  /** The balancer; empty when there are problems with it. */
  Optional<Part<LoadBalancer>> loadBalancer(
      String field, CommandRouterProperties.Balancer written) {
    Set<String> node = Set.of("cluster", "node", "address");
    Template nodes = template(field + ".nodes", written.nodes(), Set.of("cluster"));
    Template drain = template(field + ".drain", written.drain(), node);
    Template restore = template(field + ".restore", written.restore(), node);
    Calling calling =
        calling(
            field,
            written.environment(),
            written.secrets(),
            written.timeout(),
            written.statedWait());
    Optional<Supplier<Machine>> machine =
        machines.chosen(problems, field + ".machine", written.machine());
    return problems.hasBelow(field)
        ? Optional.empty()
        : machine.map(
            it ->
                site ->
                    new CommandLoadBalancer(
                        new CommandRouter(calling, it.get(), site.lane().lane()),
                        new BalancerProgram(nodes, drain, restore)));
  }

  private Template template(String field, @Nullable List<String> argv, Set<String> places) {
    if (argv == null || argv.isEmpty() || argv.getFirst().isBlank()) {
      problems.add(field, "nothing", "a program and its arguments, as a list");
      return new Template(List.of(""));
    }
    Template template = new Template(argv);
    Set<String> known = new TreeSet<>(places);
    known.addAll(LANE);
    for (String place : template.places()) {
      if (!known.contains(place)) {
        problems.add(field, "{" + place + "}", "one of {" + String.join("}, {", known) + "}");
      }
    }
    return template;
  }

  private Calling calling(
      String field,
      Map<String, String> environment,
      Map<String, Path> secrets,
      Duration timeout,
      Duration wait) {
    Map<String, String> read = new LinkedHashMap<>();
    secrets.forEach(
        (name, file) ->
            new SecretFile(problems)
                .read(field + ".secrets." + Fields.key(name), file)
                .ifPresent(value -> read.put(name, value)));
    return new Calling(
        environment,
        read,
        problems.positive(field + ".timeout", timeout),
        problems.notNegative(field + ".stated-wait", wait));
  }
}
