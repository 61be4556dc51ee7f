package dev.signalbox.app.config;

import dev.signalbox.fleet.InstallCommands;
import dev.signalbox.fleet.NodeFacts;
import dev.signalbox.fleet.command.CommandInstaller;
import dev.signalbox.fleet.command.LocalMachine;
import dev.signalbox.fleet.ssh.Artifact;
import dev.signalbox.fleet.ssh.SshInstaller;
import dev.signalbox.fleet.ssh.SshSettings;
import dev.signalbox.fleet.ssh.SshTarget;
import dev.signalbox.port.Installer;
import dev.signalbox.port.Secret;
import dev.signalbox.port.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  InstallerReader(Problems problems, Secrets secrets) {
    this.problems = problems;
    this.secrets = secrets;
    this.templates = new TemplateReader(problems, secrets);
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
    SshSettings settings = settings(field, written);
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
      target(field + ".hosts." + Fields.key(host.getKey()), host.getValue(), user);
    }
    return Optional.of(new SshInstaller.Hosts(user, port, written.hosts()));
  }

  private Optional<SshTarget> target(String field, String text, String user) {
    return problems.attempt(field, () -> SshTarget.parse(text, user, SshTarget.USUAL_PORT));
  }

  private SshSettings settings(String field, SshInstallerProperties written) {
    if (written.keys().isEmpty() && written.agent() == null) {
      problems.add(
          field + ".keys", "neither a key nor an agent", "the path of a private key, or an agent");
    }
    Path known = written.knownHosts();
    if (known == null) {
      problems.add(
          field + ".known-hosts", "nothing", "the path of a file with the nodes' confirmed keys");
    }
    List<SshTarget> jumps = new ArrayList<>();
    String user = Inherited.or(written.user(), "nobody");
    for (int i = 0; i < written.jumps().size(); i++) {
      target(field + ".jumps[" + i + "]", written.jumps().get(i), user).ifPresent(jumps::add);
    }
    problems.positive(field + ".connect-timeout", written.connectTimeout());
    problems.positive(field + ".keep-alive", written.keepAlive());
    Optional<Secret> passphrase =
        Optional.ofNullable(written.passphrase())
            .flatMap(name -> templates.secret(field + ".passphrase", name));
    return new SshSettings(
        written.keys(),
        passphrase,
        Optional.ofNullable(written.agent()),
        Inherited.or(known, Path.of("known_hosts")),
        jumps,
        new SshSettings.Pace(written.connectTimeout(), written.keepAlive()));
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
