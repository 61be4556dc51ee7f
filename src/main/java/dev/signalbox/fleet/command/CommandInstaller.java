package dev.signalbox.fleet.command;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.fleet.InstallCommands;
import dev.signalbox.fleet.NodeFacts;
import dev.signalbox.fleet.ProgramInstaller;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Inspectable;
import dev.signalbox.port.Installer;
import dev.signalbox.port.Machine;
import dev.signalbox.port.Secrets;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Installs versions by programs of this machine that know the way to the nodes, such as Ansible.
 */
public final class CommandInstaller implements Installer, Inspectable {
  private final InstallCommands commands;
  private final NodeFacts facts;
  private final ProgramInstaller programs;

  /**
   * The installer of one lane.
   *
   * @param machine this one
   */
  public CommandInstaller(
      InstallCommands commands,
      Machine machine,
      NodeFacts facts,
      Secrets secrets,
      LongSupplier nanoTicker) {
    this.commands = commands;
    this.facts = facts;
    this.programs =
        new ProgramInstaller(
            commands,
            new ProgramInstaller.Here(machine),
            ProgramInstaller.Delivery.NOTHING,
            facts,
            secrets,
            nanoTicker);
  }

  @Override
  public Optional<Version> installed(Node node) {
    return programs.installed(node);
  }

  @Override
  public StepOutcome install(Node node, Version version, Attempt attempt) {
    return programs.install(node, version, attempt);
  }

  @Override
  public StepOutcome uninstall(Node node, Attempt attempt) {
    return programs.uninstall(node, attempt);
  }

  @Override
  public List<Finding> inspect(Duration limit) {
    Stream<Finding> found =
        Stream.of(commands.installed(), commands.install(), commands.uninstall())
            .map(List::getFirst)
            .distinct()
            .map(CommandInstaller::program);
    return Stream.concat(found, programs.inspect(facts.nodes(), limit).stream()).toList();
  }

  private static Finding program(String name) {
    String what = "the program " + name;
    return LocalPrograms.find(name)
        .<Finding>map(file -> new Finding.Good(what, "is " + file))
        .orElseGet(
            () ->
                new Finding.Bad(
                    what,
                    "is not on this machine",
                    "install it here, or write its whole path in equipment.installer.command"));
  }
}
