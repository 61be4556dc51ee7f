package dev.signalbox.app.config;

import dev.signalbox.port.GroupRegistrar;
import dev.signalbox.port.Installer;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.Provisioner;
import dev.signalbox.port.TrafficMeter;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.probe.JudgedBeside;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what a lane works with. Each adapter has one line here. */
final class EquipmentReader {

  private static final TrafficMeter NOBODY_COUNTS = _ -> List.of();

  private final Problems problems;
  private final boolean inLab;
  private final SharedByLanes shared;

  /** Outside of the lab, every part that the lane needs has to be written. */
  EquipmentReader(Problems problems, boolean inLab, SharedByLanes shared) {
    this.shared = shared;
    this.problems = problems;
    this.inLab = inLab;
  }

  EquipmentSetup read(Spot spot, EquipmentProperties written, LaneShape shape) {
    boolean groups = shape instanceof LaneShape.Groups;
    return new EquipmentSetup(
        needed(trafficSwitch(spot, written.trafficSwitch(), shape)),
        needed(loadBalancer(spot, written, shape)),
        neededIf(!groups, spot, "installer", installer(spot, written.installer())),
        neededIf(groups, spot, "provisioner", provisioner(spot, written, shape)),
        needed(meter(spot, written, shape)));
  }

  private <T> Optional<Part<T>> needed(PartChoice<T> choice) {
    return inLab ? choice.chosen() : choice.required();
  }

  private <T> Optional<Part<T>> neededIf(
      boolean fits, Spot spot, String name, PartChoice<T> choice) {
    if (fits) {
      return needed(choice);
    }
    if (choice.isWritten()) {
      problems.add(
          spot.of("equipment." + name),
          "one, for a lane that has no use for it",
          "nothing, or change the lane");
    }
    return Optional.empty();
  }

  private PartChoice<TrafficSwitch> trafficSwitch(
      Spot spot, @Nullable TrafficSwitchProperties written, LaneShape shape) {
    var dns = new DnsReader(problems, shape);
    return new PartChoice<TrafficSwitch>(problems, spot.of("equipment.traffic-switch"))
        .kind("dns", written == null ? null : written.dns(), dns::trafficSwitch)
        .kind("haproxy", written == null ? null : written.haproxy(), haproxy(shape)::trafficSwitch)
        .kind(
            "nginx",
            written == null ? null : written.nginx(),
            new NginxReader(problems, shared.machines(), shape)::trafficSwitch)
        .kind(
            "command",
            written == null ? null : written.command(),
            new CommandRouterReader(problems, shared.machines())::trafficSwitch);
  }

  private PartChoice<LoadBalancer> loadBalancer(
      Spot spot, EquipmentProperties equipment, LaneShape shape) {
    LoadBalancerProperties written = equipment.loadBalancer();
    TrafficSwitchProperties beside = equipment.trafficSwitch();
    var production = beside == null ? null : beside.dns();
    String productionField = spot.of("equipment.traffic-switch") + ".dns";
    var dns = new DnsBalancerReader(problems, shape);
    return new PartChoice<LoadBalancer>(problems, spot.of("equipment.load-balancer"))
        .kind(
            "dns",
            written == null ? null : written.dns(),
            (field, it) -> dns.loadBalancer(field, it, production, productionField))
        .kind(
            "haproxy",
            written == null ? null : written.haproxy(),
            (field, it) ->
                haproxy(shape)
                    .loadBalancer(field, it.over(beside == null ? null : beside.haproxy())))
        .kind(
            "nginx",
            written == null ? null : written.nginx(),
            new NginxReader(problems, shared.machines(), shape)::loadBalancer)
        .kind(
            "command",
            written == null ? null : written.command(),
            new CommandRouterReader(problems, shared.machines())::loadBalancer);
  }

  private HaproxyReader haproxy(LaneShape shape) {
    return new HaproxyReader(problems, shape, shared);
  }

  private PartChoice<Installer> installer(Spot spot, @Nullable InstallerProperties written) {
    return new InstallerReader(problems, shared.secrets())
        .read(spot.of("equipment.installer"), written);
  }

  private PartChoice<Provisioner> provisioner(
      Spot spot, EquipmentProperties written, LaneShape shape) {
    ProvisionerProperties kinds = written.provisioner();
    return new PartChoice<Provisioner>(problems, spot.of("equipment.provisioner"))
        .kind(
            "docker",
            kinds == null ? null : kinds.docker(),
            (field, docker) ->
                new DockerReader(problems, shared.secrets(), registrar(spot, written, shape))
                    .read(field, docker));
  }

  /** What makes server groups known to the router: the router's own, unless it needs none. */
  private Optional<Part<GroupRegistrar>> registrar(
      Spot spot, EquipmentProperties written, LaneShape shape) {
    GroupRegistrarProperties kinds = written.groupRegistrar();
    TrafficSwitchProperties router = written.trafficSwitch();
    if (kinds != null && Boolean.TRUE.equals(kinds.none())) {
      return Optional.of(_ -> new UnregisteredGroups());
    }
    if (router != null && router.haproxy() != null) {
      String field = spot.of("equipment.traffic-switch") + ".haproxy";
      return problems.hasBelow(field)
          ? Optional.empty()
          : haproxy(shape).registrar(field, router.haproxy());
    }
    problems.add(
        spot.of("equipment.group-registrar"),
        "nothing",
        "haproxy as the traffic-switch, which groups are made known to, or none: true here where"
            + " the router finds them by itself");
    return Optional.empty();
  }

  private PartChoice<TrafficMeter> meter(
      Spot spot, EquipmentProperties equipment, LaneShape shape) {
    TrafficMeterProperties written = equipment.trafficMeter();
    MeterReader reader = new MeterReader(problems);
    var groups = groupNames(spot, equipment.trafficSwitch(), shape);
    var accessLog = written == null ? null : written.accessLog();
    var prometheus = written == null ? null : written.prometheus();
    String field = spot.of("equipment.traffic-meter");
    PartChoice<TrafficMeter> choice =
        new PartChoice<TrafficMeter>(problems, field)
            .kind("none", written == null ? null : written.none(), this::none);
    if (accessLog == null || prometheus == null) {
      return choice
          .kind("access-log", accessLog, (at, it) -> reader.accessLog(at, it, groups))
          .kind("prometheus", prometheus, reader::prometheus);
    }
    Optional<Part<TrafficMeter>> judged = reader.conditions(field + ".prometheus", prometheus);
    return choice.kind(
        "access-log",
        accessLog,
        (at, it) -> reader.accessLog(at, it, groups).flatMap(counted -> beside(counted, judged)));
  }

  private static Optional<Part<TrafficMeter>> beside(
      Part<TrafficMeter> counted, Optional<Part<TrafficMeter>> judged) {
    return judged.map(it -> site -> new JudgedBeside(counted.make(site), it.make(site)));
  }

  /** Which group has a backend, where the router gives its backends to groups. */
  private Optional<Part<UnaryOperator<String>>> groupNames(
      Spot spot, @Nullable TrafficSwitchProperties router, LaneShape shape) {
    String field = spot.of("equipment.traffic-switch") + ".haproxy";
    if (!(shape instanceof LaneShape.Groups)
        || router == null
        || router.haproxy() == null
        || problems.hasBelow(field)) {
      return Optional.empty();
    }
    return haproxy(shape).groupNames(field, router.haproxy());
  }

  private Optional<Part<TrafficMeter>> none(String field, Boolean isSo) {
    if (!isSo) {
      problems.add(field, false, "true, or another kind");
    }
    return Optional.of(_ -> NOBODY_COUNTS);
  }
}
