package dev.signalbox.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.fleet.command.CommandInstaller;
import dev.signalbox.fleet.ssh.SshInstaller;
import dev.signalbox.port.Installer;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Secret;
import dev.signalbox.port.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of installers and secrets that are written wrongly. */
class InstallerReaderTest {
  private static final String FIELD = "equipment.installer";

  private final Problems problems = new Problems(_ -> Optional.empty());
  private final Secrets secrets = new Secrets(List.of(new Secret("token", () -> "hush-hush")));

  private Optional<Part<Installer>> read(InstallerProperties written) {
    return new InstallerReader(problems, secrets).read(FIELD, written).required();
  }

  private void assertProblems(String... said) {
    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOfSatisfying(
            ConfigurationProblems.class,
            it -> assertThat(it.problems()).extracting(Problem::toString).containsExactly(said));
  }

  private static CommandInstallerProperties command(
      List<String> install, Map<String, String> environment) {
    return new CommandInstallerProperties(
        List.of("ask"),
        install,
        List.of("remove"),
        environment,
        Duration.ofSeconds(1),
        Set.of(),
        Set.of());
  }

  private static SshInstallerProperties ssh(
      @Nullable String user,
      List<Path> keys,
      @Nullable String passphrase,
      @Nullable Path known,
      List<String> jumps,
      SshInstallerProperties.@Nullable Upload upload) {
    return new SshInstallerProperties(
        user,
        22,
        Map.of(),
        keys,
        passphrase,
        null,
        known,
        jumps,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        upload,
        List.of("ask"),
        List.of("put", "{version}"),
        List.of("remove"),
        Map.of(),
        Duration.ofSeconds(1));
  }

  private static InstallerProperties written(
      @Nullable SshInstallerProperties ssh, @Nullable CommandInstallerProperties command) {
    return new InstallerProperties(ssh, command, null);
  }

  @Test
  void whatACiSystemNeedsIsAskedFor() {
    read(
        new InstallerProperties(
            null,
            null,
            new CiInstallerProperties(
                new CiInstallerProperties.Trigger("POST", "ci/{nod}", Map.of(), "{secret:x}", null),
                null,
                new CiInstallerProperties.Status(
                    "http://ci/{run}", Map.of(), "state", Set.of(), null, Set.of()),
                new CiInstallerProperties.Request("POST", null, Map.of(), ""),
                null,
                Duration.ofSeconds(1),
                "tokn",
                List.of("ask"),
                Map.of(),
                Duration.ofSeconds(1),
                Set.of())));

    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOfSatisfying(
            ConfigurationProblems.class,
            it ->
                assertThat(it.problems())
                    .extracting(Problem::field)
                    .containsExactlyInAnyOrder(
                        "equipment.installer.ci.trigger.run",
                        "equipment.installer.ci.trigger.url",
                        "equipment.installer.ci.trigger.url",
                        "equipment.installer.ci.trigger.body",
                        "equipment.installer.ci.status.ended",
                        "equipment.installer.ci.status.success",
                        "equipment.installer.ci.status.state",
                        "equipment.installer.ci.callback-secret",
                        "equipment.installer.ci.cancel.url"));
  }

  @Test
  void aSecretInAnArgumentIsRefusedWithThePlaceWhereItBelongs() {
    read(written(null, command(List.of("put", "--token={secret:token}"), Map.of())));

    assertProblems(
        "equipment.installer.command.install[1]: found a secret where others can see it, as in a"
            + " list of processes, write it below environment, and let the program read the"
            + " variable");
  }

  @Test
  void whatStandsForNothingIsNamed() {
    read(
        written(
            null,
            command(List.of("put", "{nod}"), Map.of("TOKEN", "{secret:tokn}", "bad name", "x"))));

    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOfSatisfying(
            ConfigurationProblems.class,
            it ->
                assertThat(it.problems())
                    .extracting(Problem::toString)
                    .containsExactlyInAnyOrder(
                        "equipment.installer.command.install[1]: found '{nod}', which stands for"
                            + " nothing, write one of application, cluster, deployment, host,"
                            + " node, stage, version",
                        "equipment.installer.command.environment.[TOKEN]: found 'tokn', write one"
                            + " of token",
                        "equipment.installer.command.environment: found 'bad name', write a"
                            + " variable's name, such as APP_HOME"));
  }

  @Test
  void whatSshNeedsIsAskedFor() {
    read(
        written(
            ssh(
                null,
                List.of(),
                "tokn",
                null,
                List.of("a b"),
                new SshInstallerProperties.Upload(null, "here")),
            null));

    assertProblems(
        "equipment.installer.ssh.user: found nothing, write the account on the nodes",
        "equipment.installer.ssh.keys: found neither a key nor an agent, write the path of a"
            + " private key, or an agent",
        "equipment.installer.ssh.known-hosts: found nothing, write the path of a file with the"
            + " machines' confirmed keys",
        "equipment.installer.ssh.jumps[0]: 'a b' is no account: write user@host:port",
        "equipment.installer.ssh.passphrase: found 'tokn', write one of token",
        "equipment.installer.ssh.upload.file: found nothing, write the path of the file here",
        "equipment.installer.ssh.upload.to: found 'here', write a whole path on the node");
  }

  @Test
  void aProgramThatIsMissingIsAskedFor() {
    read(written(null, command(List.of(), Map.of())));

    assertProblems(
        "equipment.installer.command.install: found no program, write a program and its"
            + " arguments, such as [/opt/app.sh, \"{version}\"]");
  }

  @Test
  void whatIsWrittenWellIsMade() {
    assertThat(read(written(null, command(List.of("put"), Map.of())))).isPresent();
    assertThat(
            read(
                written(
                    ssh("me", List.of(Path.of("k")), null, Path.of("known"), List.of(), null),
                    null)))
        .isPresent();
    problems.throwIfAny();
    assertThat(List.of(CommandInstaller.class, SshInstaller.class))
        .allMatch(Installer.class::isAssignableFrom);
  }

  @Test
  void aSecretComesFromOnePlace(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), " of-a-file\n");
    Secrets read =
        new SecretReader(problems)
            .read(
                Map.of(
                    "file", new SecretProperties(file, null, null),
                    "command",
                        new SecretProperties(null, null, List.of("sh", "-c", "echo of-a-command")),
                    "failing", new SecretProperties(null, null, List.of("false"))));

    problems.throwIfAny();
    assertThat(read.named("file").orElseThrow().reveal()).isEqualTo("of-a-file");
    assertThat(read.named("command").orElseThrow().reveal()).isEqualTo("of-a-command");
    assertThatThrownBy(() -> read.named("failing").orElseThrow().reveal())
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessage("the secret failing cannot be read: false ended with exit code 1");
    assertThat(read.hide("it is of-a-file, b2YtYS1jb21tYW5k"))
        .isEqualTo("it is [secret file], [secret command]");
  }

  @Test
  void aSecretWithoutAPlaceOrWithTwoIsRefused(@TempDir Path directory) {
    Map<String, SecretProperties> written = new java.util.LinkedHashMap<>();
    written.put("none", new SecretProperties(null, null, null));
    written.put("two", new SecretProperties(directory, "X", null));
    written.put("file", new SecretProperties(directory.resolve("none"), null, null));
    written.put("variable", new SecretProperties(null, "SIGNALBOX_NO_SUCH_VARIABLE", null));
    new SecretReader(problems).read(written);

    assertProblems(
        "signalbox.secrets.none: found nothing, write one of file, environment and command",
        "signalbox.secrets.two: found several sources, write one of file, environment and command",
        "signalbox.secrets.file.file: found '"
            + directory
            + "/none', which cannot be read, write a file with the secret",
        "signalbox.secrets.variable.environment: found 'SIGNALBOX_NO_SUCH_VARIABLE', which is not"
            + " set, write a variable that the bot is started with");
  }
}
