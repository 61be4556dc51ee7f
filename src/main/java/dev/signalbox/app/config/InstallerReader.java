package dev.signalbox.app.config;

import dev.signalbox.fleet.InstallCommands;
import dev.signalbox.fleet.NodeFacts;
import dev.signalbox.fleet.command.CommandInstaller;
import dev.signalbox.fleet.command.LocalMachine;
import dev.signalbox.fleet.ssh.Artifact;
import dev.signalbox.fleet.ssh.SshInstaller;
import dev.signalbox.fleet.ssh.SshSettings;
import dev.signalbox.port.Installer;
import dev.signalbox.port.Secrets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what puts versions onto nodes. */
final class InstallerReader {

  private final Problems problems;
  private final Secrets secrets;
  private final TemplateReader templates;
  private final SshAccessReader access;

  InstallerReader(Problems problems, Secrets secrets) {
    this.problems = problems;
    this.secrets = secrets;
    this.templates = new TemplateReader(problems, secrets);
    this.access = new SshAccessReader(problems, secrets);
  }

  PartChoice<Installer> read(String field, @Nullable InstallerProperties written) {
    return new PartChoice<Installer>(problems, field)
        .kind("ssh", written == null ? null : written.ssh(), this::ssh)
        .kind("command", written == null ? null : written.command(), this::command)
        .kind(
            "ci",
            written == null ? null : written.ci(),
            (at, it) -> new CiReader(problems, secrets).read(at, it));
  }

  private Optional<Part<Installer>> command(String field, CommandInstallerProperties written) {
    InstallCommands commands = templates.commands(field, written);
    return Optional.of(
        site ->
            new CommandInstaller(
                commands,
                new LocalMachine(),
                NodeFacts.of(site.lane()),
                secrets,
                System::nanoTime));
  }

  private Optional<Part<Installer>> ssh(String field, SshInstallerProperties written) {
    InstallCommands commands =
        templates.commands(
            field,
            new CommandInstallerProperties(
                written.installed(),
                written.install(),
                written.uninstall(),
                written.environment(),
                written.answerTimeout(),
                Set.of(),
                Set.of()));
    Optional<SshInstaller.Hosts> hosts = hosts(field, written);
    SshSettings settings = access.read(field, written);
    Optional<Artifact> artifact = artifact(field + ".upload", written.upload());
    return hosts.map(
        it ->
            site ->
                new SshInstaller(
                    settings,
                    it,
                    commands,
                    artifact,
                    NodeFacts.of(site.lane()),
                    secrets,
                    new SshInstaller.Surroundings(InstallerReader::mark, System::nanoTime)));
  }

  private static String mark() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private Optional<SshInstaller.Hosts> hosts(String field, SshInstallerProperties written) {
    String user = Inherited.or(written.user(), "");
    if (user.isBlank()) {
      problems.add(field + ".user", "nothing", "the account on the nodes");
      return Optional.empty();
    }
    int port = problems.atLeast(field + ".port", 1, written.port());
    for (Map.Entry<String, String> host : written.hosts().entrySet()) {
      var _ = access.target(field + ".hosts." + Fields.key(host.getKey()), host.getValue(), user);
    }
    return Optional.of(new SshInstaller.Hosts(user, port, written.hosts()));
  }

  private Optional<Artifact> artifact(
      String field, SshInstallerProperties.@Nullable Upload written) {
    if (written == null) {
      return Optional.empty();
    }
    String file = Inherited.or(written.file(), "");
    String to = Inherited.or(written.to(), "");
    if (file.isBlank()) {
      problems.add(field + ".file", "nothing", "the path of the file here");
    }
    if (!to.startsWith("/")) {
      problems.add(
          field + ".to", to.isEmpty() ? "nothing" : "'" + to + "'", "a whole path on the node");
    }
    return Optional.of(new Artifact(file, to));
  }
}
