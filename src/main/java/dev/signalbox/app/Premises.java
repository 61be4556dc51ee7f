package dev.signalbox.app;

import dev.signalbox.app.config.EquipmentSetup;
import dev.signalbox.app.config.Part;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.Equipment.Probes;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each lane works with, made once; the lab's parts stand in where none is configured. */
final class Premises implements Equipment.Catalogue, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Premises.class);

  private final Optional<Equipment.Catalogue> lab;
  private final Probes probes;
  private final Map<Lane, Equipment> lanes = new LinkedHashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  /**
   * Nothing as yet.
   *
   * @param lab empty outside of the lab
   * @param machines what the parts reach, closed after them
   */
  Premises(Optional<Equipment.Catalogue> lab, Probes probes, AutoCloseable machines) {
    this.lab = lab;
    this.probes = probes;
    open.add(machines);
  }

  /** Makes what one lane works with. */
  void equip(EquipmentSetup setup, Part.Site site) {
    Lane lane = site.lane().lane();
    Optional<Equipment> inLab = lab.map(it -> it.of(lane));
    boolean groups = site.lane().layout() instanceof Layout.ServerGroups;
    lanes.put(
        lane,
        new Equipment(
            part(
                lane,
                "traffic switch",
                setup.trafficSwitch(),
                site,
                inLab,
                Equipment::trafficSwitch),
            part(lane, "load balancer", setup.loadBalancer(), site, inLab, Equipment::loadBalancer),
            groups
                ? Optional.empty()
                : made(setup.installer(), site).or(() -> inLab.flatMap(Equipment::installer)),
            groups
                ? made(setup.provisioner(), site).or(() -> inLab.flatMap(Equipment::provisioner))
                : Optional.empty(),
            part(lane, "traffic meter", setup.meter(), site, inLab, Equipment::meter),
            probes));
  }

  private <T> T part(
      Lane lane,
      String name,
      Optional<Part<T>> configured,
      Part.Site site,
      Optional<Equipment> inLab,
      Function<Equipment, T> ofLab) {
    return made(configured, site)
        .or(() -> inLab.map(ofLab))
        .orElseThrow(() -> new IllegalStateException(lane + " has no " + name));
  }

  private <T> Optional<T> made(Optional<Part<T>> configured, Part.Site site) {
    Optional<T> made = configured.map(it -> it.make(site));
    made.filter(AutoCloseable.class::isInstance)
        .map(AutoCloseable.class::cast)
        .ifPresent(open::add);
    return made;
  }

  @Override
  public Equipment of(Lane lane) {
    return Optional.ofNullable(lanes.get(lane))
        .orElseThrow(() -> new IllegalStateException("lane " + lane + " is not configured"));
  }

  /** Closes what was opened last first; what cannot be closed is logged. */
  @Override
  public void close() {
    Collections.reverse(open);
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        LOG.warn("{} could not be closed", each, e);
      }
    }
    open.clear();
  }
}
