package dev.signalbox.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.signalbox.access.ApprovalPolicy;
import dev.signalbox.access.Identity;
import dev.signalbox.access.Role;
import dev.signalbox.access.Verdict;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.NodeAmount;
import dev.signalbox.deployment.RolloutPolicy.AfterSwap;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.deployment.TextRule;
import dev.signalbox.deployment.WarmUpPolicy;
import dev.signalbox.deployment.WatchPolicy.OnFailure;
import dev.signalbox.lab.LabConfig;
import dev.signalbox.lab.site.LaneLayout;
import dev.signalbox.operation.Channel;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Layout;
import dev.signalbox.topology.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What a configuration means, outside of the lab and in it. */
class PremisesTest {

  private static final String PREMISES =
      """
      signalbox:
        people:
          "[Zoë_2]":
            groups: [ops]
            identities: ["slack:U1", "discord:1", "page:Zoë_2"]
            password-hash: "{bcrypt}$2y$12$8sJ4uXoJh5GkZ2c0yq1wEe9m0ZbQb1mYw3yV0nq4l5Yt6Yc7XaF1K"
          bob:
            groups: [ops]
        on-duty: [bob]
        stages:
          "[pre_prod.eu]":
            roles: {deploy: [ops], approve: [ops], roll-back: [ops]}
            approvals: 2
            requester-counts: true
            expiry: 1h
            typed-only: true
        applications:
          "[shop_eu]":
            stages:
              "[pre_prod.eu]":
                clusters: [two, one]
                nodes:
                  two:
                    "[node_b]": http://10.0.0.2:8080
                    "[node_a]": http://10.0.0.1:8080
                  one: {node-c: "https://10.0.0.3"}
                entrances: {one: "http://router/one"}
                equipment:
                  traffic-switch:
                    dns:
                      servers: {zone: example.org, primary: "[2001:db8::53]:5353", key-file: /no/key}
                      name: shop.example.org
                      clusters:
                        two: {cname: two.example.org}
                        one: {cname: one.example.org}
                  load-balancer:
                    dns:
                      clusters: {two: two.example.org, one: one.example.org}
                  installer:
                    command:
                      installed: [bin/installed, "{node}"]
                      install: [bin/install, "{node}", "{version}"]
                      uninstall: [bin/uninstall, "{node}"]
                  traffic-meter: {none: true}
                rollout: {strategy: rolling, timeouts: {drain: 1m30s}}
                watch: {on-failure: ask}
            rollout: {minimum-healthy: 0, batch-size: 50%, after-swap: converge, timeouts: {drain: 5s, settle: 6s}}
            smoke:
              node:
                - path: /
                  headers: {X-Version: "{version}", Content-Type: text/html}
                  json: [{pointer: /a/b, is: c}, {pointer: "", is: whole}]
            watch: {time: 0s, max-error-rate: 0.5}
            warm-up: {requests: 0, script: [bin/warm, "{url}"]}
        channels:
          releases: {platform: page, address: all}
        database:
          url: jdbc:postgresql://database/signalbox
          user: me
          password-file: PASSWORD_FILE
        web:
          base-url: https://signalbox.example
      """;

  private static final Lane LANE = Lane.of("shop_eu", "pre_prod.eu");

  private final Path passwordFile;
  private final Setup setup;

  PremisesTest(@TempDir Path directory) throws IOException {
    passwordFile = Files.writeString(directory.resolve("password"), " hunter2 \n");
    setup =
        Setup.read(
            new ConfigurationFile(PREMISES.replace("PASSWORD_FILE", passwordFile.toString()))
                .environment());
  }

  @Test
  void namesKeepTheCharactersThatAreWrittenInBrackets() {
    assertThat(setup.people().byName("Zoë_2")).isPresent();
    assertThat(setup.lanes()).extracting(LaneSetup::lane).containsExactly(LANE);
    assertThat(setup.vocabulary().stages()).containsExactly(new Stage("pre_prod.eu"));
  }

  @Test
  void clustersAndNodesKeepTheirOrderAndTheirAddresses() {
    Layout.FixedClusters layout = (Layout.FixedClusters) spec().layout();
    assertThat(layout.clusters())
        .extracting(cluster -> cluster.name())
        .containsExactly("two", "one");
    assertThat(layout.clusters().getFirst().nodes())
        .extracting(node -> node.name() + "=" + node.address())
        .containsExactly("node_b=http://10.0.0.2:8080", "node_a=http://10.0.0.1:8080");
    assertThat(layout.clusters().getFirst().entrance())
        .isEqualTo(URI.create("http://10.0.0.2:8080"));
    assertThat(layout.clusters().getLast().entrance()).isEqualTo(URI.create("http://router/one"));
  }

  @Test
  void aLaneTakesFromItsApplicationWhatItDoesNotSayItself() {
    assertThat(spec().rollout().strategy()).isEqualTo(Strategy.ROLLING_UPDATE);
    assertThat(spec().rollout().minimumHealthy()).isEqualTo(new NodeAmount.Nodes(0));
    assertThat(spec().rollout().batchSize()).isEqualTo(new NodeAmount.Percent(50));
    assertThat(spec().rollout().afterSwap()).isEqualTo(AfterSwap.CONVERGE);
    assertThat(spec().rollout().timeouts().drain()).isEqualTo(Duration.ofSeconds(90));
    assertThat(spec().rollout().timeouts().settle()).isEqualTo(Duration.ofSeconds(6));
    assertThat(spec().rollout().timeouts().install()).isEqualTo(Duration.ofMinutes(5));
    assertThat(spec().watch().onFailure()).isEqualTo(OnFailure.ASK);
    assertThat(spec().watch().time()).isZero();
    assertThat(spec().watch().maxErrorRate()).isEqualTo(0.5);
  }

  @Test
  void checksKeepTheirHeadersAndPointers() {
    var check = (SmokeCheck.Http) spec().smoke().node().getFirst();
    assertThat(check.name()).isEqualTo("/");
    assertThat(check.answer().headers())
        .containsOnlyKeys("X-Version", "Content-Type")
        .containsEntry("X-Version", new TextRule.Is("{version}"));
    assertThat(check.answer().json())
        .containsEntry("/a/b", new TextRule.Is("c"))
        .containsEntry("", new TextRule.Is("whole"));
    assertThat(spec().warmUp().script()).contains(List.of("bin/warm", "{url}"));
    assertThat(spec().warmUp().load()).isEqualTo(new WarmUpPolicy.Load.Off());
  }

  @Test
  void rolesAndApprovalsAreThoseOfTheStage() {
    Stage stage = LANE.stage();
    Identity zoe = new Identity("slack", "U1");
    assertThat(setup.access().may(zoe, Role.ROLL_BACK, stage)).isInstanceOf(Verdict.Allowed.class);
    assertThat(setup.access().may(zoe, Role.HOLD, stage)).isInstanceOf(Verdict.Denied.class);
    assertThat(setup.access().approval(stage))
        .isEqualTo(new ApprovalPolicy(2, true, Duration.ofHours(1), Duration.ofMinutes(10), true));
    assertThat(setup.access().onDuty()).containsExactly("bob");
  }

  @Test
  void aChannelWithoutMoreSpeaksOfEverythingAndAssumesNothing() {
    assertThat(setup.channels())
        .containsExactly(
            new Channel(
                "releases",
                "page",
                "all",
                Set.of(new Application("shop_eu")),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void theDatabaseAndThePageAreElsewhere() {
    assertThat(setup.database())
        .isEqualTo(
            new DatabaseSettings.PostgreSql(
                "jdbc:postgresql://database/signalbox", "me", "hunter2", Duration.ofSeconds(20)));
    assertThat(setup.web().baseUrl()).isEqualTo(URI.create("https://signalbox.example"));
    assertThat(setup.web().passwordHashes()).containsOnlyKeys("Zoë_2");
    assertThat(setup.lab()).isEmpty();
  }

  @Test
  void variablesOfTheEnvironmentGoBeforeTheFile() throws IOException {
    StandardEnvironment environment = ConfigurationFile.ofTheRepository().environment();
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                "test-systemEnvironment",
                Map.of(
                    "SERVER_ADDRESS", "0.0.0.0",
                    "SIGNALBOX_LAB_BEYONDLOOPBACK", "true",
                    "SIGNALBOX_LAB_PACE", "0s",
                    "SIGNALBOX_DATABASE_URL", "jdbc:postgresql://database/x",
                    "SIGNALBOX_DATABASE_USER", "me",
                    "SIGNALBOX_DATABASE_PASSWORDFILE", passwordFile.toString())));
    Setup changed = Setup.read(environment);
    assertThat(changed.database())
        .isEqualTo(
            new DatabaseSettings.PostgreSql(
                "jdbc:postgresql://database/x", "me", "hunter2", Duration.ofSeconds(20)));
    assertThat(changed.lab().orElseThrow().inside().tempo().pace()).isZero();
  }

  @Test
  void theLabIsLaidOutAsTheLanesAre() throws IOException {
    LabConfig lab =
        Setup.read(
                ConfigurationFile.ofTheRepository()
                    .environment(
                        "signalbox.lab.pace=0s",
                        "signalbox.lab.nodes-per-cluster=1",
                        "signalbox.applications.shop.stages.staging.lab-port=0",
                        "signalbox.applications.shop.stages.staging.nodes.blue.first="
                            + "http://127.0.0.1:9101"))
            .lab()
            .orElseThrow()
            .inside();
    assertThat(lab.tempo().pace()).isZero();
    assertThat(lab.lanes())
        .containsExactly(
            new LaneLayout.OfClusters(
                Lane.of("shop", "staging"),
                0,
                List.of(
                    new LaneLayout.ClusterLayout(
                        "blue", List.of(new LaneLayout.NodeLayout("first", 9101))),
                    LaneLayout.ClusterLayout.ofSize("green", 1))),
            new LaneLayout.OfClusters(
                Lane.of("shop", "production"),
                8081,
                List.of(
                    LaneLayout.ClusterLayout.ofSize("blue", 1),
                    LaneLayout.ClusterLayout.ofSize("green", 1))),
            new LaneLayout.OfGroups(Lane.of("api", "production"), 8083, 2));
  }

  private LaneSpec spec() {
    return setup.laneSpecs(lane -> fail("the address of every node is known")).getFirst();
  }
}
