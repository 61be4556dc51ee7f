package dev.signalbox.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.port.Attempt;
import dev.signalbox.port.Installer;
import dev.signalbox.port.InstallerContract;
import dev.signalbox.port.Line;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.Secret;
import dev.signalbox.port.Secrets;
import dev.signalbox.server.ServerProcess;
import dev.signalbox.topology.Cluster;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The contract for installers that run programs: the application is a real HTTP server, started by
 * a script as teams have them.
 */
public abstract class ProgramInstallerContract extends InstallerContract {
  /** A token that the script is given and prints, as careless scripts do. */
  protected static final String TOKEN = "tok-3n-0f-the-registry";

  private static final String SCRIPT =
      """
      #!/bin/sh
      # app.sh DIRECTORY install|uninstall|installed VERSION PORT
      cd "$1" || exit 4
      [ -e cut ] && exit 4
      alive() { [ -e pid ] && s=$(cat "/proc/$(cat pid)/stat" 2>/dev/null) && case $s in *") Z"*) false;; esac; }
      stop() { alive && kill "$(cat pid)"; while alive; do sleep 0.02; done; rm -f pid www/version www/start; }
      case $2 in
        installed) alive && cat www/version; exit 0;;
        uninstall) stop; echo "took it off";;
        install)
          echo "installing $3 on $SIGNALBOX_NODE with $REGISTRY_TOKEN"
          if [ -e hang ]; then rm hang; sleep 600 & wait; fi
          stop
          case $3 in *broken*) echo "it does not start"; exit 3;; esac
          mkdir -p www; printf %s "$3" >www/version; printf %s $$ >www/start
          setsid busybox httpd -f -p "127.0.0.1:$4" -h www >/dev/null 2>&1 </dev/null & echo $! >pid
          until curl -fs -o /dev/null "http://127.0.0.1:$4/version"; do sleep 0.02; done
          echo "$3 runs"
          if [ -e lose ]; then rm lose; LOSE; fi;;
      esac
      """;

  private final Node node =
      new Node("green-1", URI.create("http://127.0.0.1:" + ServerProcess.freePort()));

  /** Where the application is; its user may write there. */
  protected abstract Path application();

  /** The installer of the directory. */
  protected abstract Installer programs();

  /**
   * The same; an installation that was ended before the script saw that it is to hang used it up.
   */
  @Override
  protected final Installer installer() {
    Installer programs = programs();
    return new Installer() {
      @Override
      public Optional<Version> installed(Node on) {
        return programs.installed(on);
      }

      @Override
      public StepOutcome install(Node on, Version version, Attempt attempt) {
        StepOutcome outcome = programs.install(on, version, attempt);
        remove("hang");
        return outcome;
      }

      @Override
      public StepOutcome uninstall(Node on, Attempt attempt) {
        return programs.uninstall(on, attempt);
      }
    };
  }

  private void remove(String mark) {
    try {
      Files.deleteIfExists(application().resolve(mark));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What the script does when its answer is to be lost. */
  protected abstract String lose();

  /** Writes the script and installs the first version. */
  protected void prepare() throws IOException {
    Path script = application().resolve("app.sh");
    Files.writeString(script, SCRIPT.replace("LOSE", lose()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    installer().install(node, first(), PatientAttempt.longEnough());
  }

  /** The commands; a code 4 says that the node is out of reach, a 255 that nobody knows. */
  protected InstallCommands commands() {
    String port = Integer.toString(node.address().getPort());
    return new InstallCommands(
        call("installed", "-", port),
        call("install", "{version}", port),
        call("uninstall", "-", port),
        Map.of("REGISTRY_TOKEN", "{secret:registry}"),
        Set.of(4),
        Set.of(255),
        Duration.ofSeconds(10));
  }

  private List<String> call(String... words) {
    String directory = application().toString();
    List<String> argv = new ArrayList<>(List.of(directory + "/app.sh", directory));
    argv.addAll(List.of(words));
    return argv;
  }

  /** The lane that the node belongs to. */
  protected NodeFacts facts() {
    Cluster green = new Cluster("green", List.of(node), node.address());
    return new NodeFacts(Lane.of("shop", "production"), new Layout.FixedClusters(List.of(green)));
  }

  /** The script's token. */
  protected Secrets secrets() {
    return new Secrets(List.of(new Secret("registry", () -> TOKEN)));
  }

  /** Ends the application, also after a test that has cut it off. */
  protected void takeOff() {
    remove("cut");
    installer().uninstall(node, PatientAttempt.longEnough());
  }

  /** Puts a file of this name there, for which the script looks. */
  protected void mark(String name) {
    try {
      Files.writeString(application().resolve(name), "");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  protected void whatTheProgramPrintsIsToldWhileItRunsAndKeptWithoutSecrets() {
    hangNextInstallation();
    PatientAttempt attempt = PatientAttempt.stoppedAfter(Duration.ofMillis(500));

    StepOutcome outcome = installer().install(node, second(), attempt);

    assertThat(attempt.lines())
        .containsExactly("green-1: installing v2 on green-1 with [secret registry]");
    assertThat(outcome.line())
        .isEqualTo("the installation of v2 on green-1 was stopped; nothing of it runs any more");
    assertThat(outcome.whole().lines())
        .containsExactly(outcome.line(), "installing v2 on green-1 with [secret registry]");
  }

  @Test
  protected void aFailureSaysWhatWasSaidLast() {
    assertThat(installer().install(node, broken(), PatientAttempt.longEnough()).line())
        .startsWith("the installation of v3-broken on green-1 failed: ")
        .endsWith("app.sh ended with exit code 3; it does not start");
  }

  @Override
  protected Node node() {
    return node;
  }

  @Override
  protected Version first() {
    return new Version("v1");
  }

  @Override
  protected Version second() {
    return new Version("v2");
  }

  @Override
  protected Version broken() {
    return new Version("v3-broken");
  }

  @Override
  protected Version answering() throws IOException, InterruptedException {
    return new Version(get("/version"));
  }

  @Override
  protected String startedAs() throws IOException, InterruptedException {
    return get("/start");
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(node.address().resolve(path)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  @Override
  protected void hangNextInstallation() {
    mark("hang");
  }

  @Override
  protected Line line() {
    return new Line() {
      @Override
      public void cutOff() {
        mark("cut");
      }

      @Override
      public void loseNextAnswer() {
        mark("lose");
      }
    };
  }
}
