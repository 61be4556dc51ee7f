package dev.signalbox.app.config;

import dev.signalbox.fleet.ssh.SshSettings;
import dev.signalbox.fleet.ssh.SshTarget;
import dev.signalbox.port.Secret;
import dev.signalbox.port.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how machines are reached over SSH. */
final class SshAccessReader {
  private final Problems problems;
  private final Secrets secrets;

  SshAccessReader(Problems problems, Secrets secrets) {
    this.problems = problems;
    this.secrets = secrets;
  }

  /** What is written below a field; something else stands in for what is wrong. */
  SshSettings read(String field, SshAccess written) {
    if (written.keys().isEmpty() && written.agent() == null) {
      problems.add(
          field + ".keys", "neither a key nor an agent", "the path of a private key, or an agent");
    }
    Path known = written.knownHosts();
    if (known == null) {
      problems.add(
          field + ".known-hosts",
          "nothing",
          "the path of a file with the machines' confirmed keys");
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
            .flatMap(
                name -> new TemplateReader(problems, secrets).secret(field + ".passphrase", name));
    return new SshSettings(
        written.keys(),
        passphrase,
        Optional.ofNullable(written.agent()),
        Inherited.or(known, Path.of("known_hosts")),
        jumps,
        new SshSettings.Pace(written.connectTimeout(), written.keepAlive()));
  }

  /** One machine, as {@code user@host:port}, where user and port may be left out. */
  Optional<SshTarget> target(String field, String text, String user) {
    return problems.attempt(field, () -> SshTarget.parse(text, user, SshTarget.USUAL_PORT));
  }
}
