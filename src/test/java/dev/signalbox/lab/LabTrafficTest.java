package dev.signalbox.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.lab.control.told.Asked;
import dev.signalbox.lab.control.told.Told;
import dev.signalbox.port.PatientAttempt;
import dev.signalbox.port.TrafficMeter;
import dev.signalbox.port.TrafficMeter.Share;
import dev.signalbox.topology.Node;
import dev.signalbox.topology.Version;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTrafficTest {
  private LabWorld lab;
  private URI shop;

  @BeforeEach
  void start(@TempDir Path directory) {
    lab = LabWorld.start(directory);
    shop = lab.entrance(LabWorld.SHOP);
  }

  @AfterEach
  void end() {
    lab.close();
  }

  private void install(String node, String version) {
    Node at = lab.node(node);
    assertThat(lab.installer().install(at, new Version(version), PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
    lab.balancer().restore(node.substring(0, node.indexOf('-')), at, PatientAttempt.longEnough());
  }

  private List<Share> traffic() {
    TrafficMeter meter = new LabTrafficMeter(lab.client(), LabWorld.SHOP);
    return meter.since(Instant.EPOCH);
  }

  private Map<Integer, Integer> statuses(String path, int requests)
      throws IOException, InterruptedException {
    Map<Integer, Integer> statuses = new HashMap<>();
    for (int request = 0; request < requests; request++) {
      statuses.merge(lab.get(shop, path).statusCode(), 1, Integer::sum);
    }
    return statuses;
  }

  @Test
  void aNodeSaysWhatItIs() throws IOException, InterruptedException {
    HttpResponse<String> answer = lab.get(lab.node("green-1").address(), "/");

    assertThat(answer.body())
        .isEqualTo(
            "{\"application\":\"shop\",\"version\":\"v1\",\"node\":\"green-1\",\"cluster\":\"green\"}");
    assertThat(answer.headers().firstValue("X-Version")).contains("v1");
  }

  @Test
  void usersGetTheLiveClusterAndChecksTheOneTheyName() throws IOException, InterruptedException {
    install("green-1", "v2");
    install("green-2", "v2");

    assertThat(lab.get(shop, "/version").body()).isEqualTo("v1");
    assertThat(lab.get(shop, "/~green/version").body()).isEqualTo("v2");
    assertThat(lab.get(shop, "/~nowhere/version").statusCode()).isEqualTo(503);
  }

  @Test
  void oddRequestsAreAnsweredAndNotPassedOnAsSomethingElse()
      throws IOException, InterruptedException {
    assertThat(lab.get(shop, "/nothing/here?x=%7C").statusCode()).isEqualTo(404);
    assertThat(lab.get(shop, "/%7Egreen/version").statusCode()).isIn(200, 404);
  }

  @Test
  void aFlakyVersionPassesChecksAndFailsEveryFifthRequestOfUsers()
      throws IOException, InterruptedException {
    install("blue-1", "v2-flaky");
    install("blue-2", "v2-flaky");

    assertThat(statuses("/smoke", 10)).containsOnlyKeys(200);
    assertThat(statuses("/~blue/", 50)).isEqualTo(Map.of(200, 50));
    assertThat(statuses("/", 50)).isEqualTo(Map.of(200, 40, 500, 10));
    assertThat(traffic())
        .singleElement()
        .satisfies(
            share -> {
              assertThat(share.version()).isEqualTo("v2-flaky");
              assertThat(share.failed()).isEqualTo(10);
            });
  }

  @Test
  void aVersionThatFailsSmokeIsHealthyAllTheSame() throws IOException, InterruptedException {
    install("green-1", "v2-badsmoke");
    URI node = lab.node("green-1").address();

    assertThat(lab.get(node, "/healthz").statusCode()).isEqualTo(200);
    assertThat(lab.get(node, "/smoke").statusCode()).isEqualTo(500);
    assertThat(lab.get(node, "/version").body()).isEqualTo("unknown");
  }

  @Test
  void anUnhealthyNodeIsTakenOutOfRotationAndComesBack() throws Exception {
    lab.feelWell("blue-1", false);
    Seen.until(() -> lab.balancer().nodes("blue").stream().filter(it -> it.serves()).count() == 1);
    assertThat(statuses("/", 10)).isEqualTo(Map.of(200, 10));

    lab.feelWell("blue-2", false);
    Seen.until(() -> lab.get(shop, "/").statusCode() == 503);

    lab.feelWell("blue-1", true);
    Seen.until(() -> lab.get(shop, "/").statusCode() == 200);
  }

  @Test
  void whenNobodyAnswersTheLiveClusterHasFailed() throws Exception {
    lab.feelWell("blue-1", false);
    lab.feelWell("blue-2", false);
    Seen.until(() -> lab.get(shop, "/").statusCode() == 503);

    assertThat(traffic())
        .filteredOn(share -> share.version().isEmpty())
        .allMatch(share -> share.cluster().equals("blue") && share.failed() == share.requests());
  }

  @Test
  void aRequestThatANodeRefusedGoesToAnotherOne() throws IOException, InterruptedException {
    lab.change("POST", "/lanes/shop/production/nodes/blue-1/crash", Map.of());

    assertThat(statuses("/", 20)).isEqualTo(Map.of(200, 20));
  }

  @Test
  void aCrashedNodeThatIsRevivedServesAgain() throws Exception {
    lab.change("POST", "/lanes/shop/production/nodes/blue-1/crash", Map.of());
    Seen.until(() -> lab.balancer().nodes("blue").stream().anyMatch(it -> !it.healthy()));
    lab.change("POST", "/lanes/shop/production/nodes/blue-1/revive", Map.of());

    Seen.until(() -> lab.answer("X-Node").equals("blue-1"));
  }

  @Test
  void aClientCannotPassItselfOffAsAnotherEntrance() throws IOException, InterruptedException {
    install("blue-1", "v2-flaky");
    install("blue-2", "v2-flaky");

    Map<Integer, Integer> statuses = new HashMap<>();
    for (int request = 0; request < 20; request++) {
      int status = lab.get(shop, "/", "X-Lab-Entrance", "preview").statusCode();
      statuses.merge(status, 1, Integer::sum);
    }
    assertThat(statuses).isEqualTo(Map.of(200, 16, 500, 4));
  }

  @Test
  void whatUsersSeeIsCountedByTheLabItself() throws Exception {
    lab.change("PUT", "/lanes/shop/production/trickle", new Asked.Trickle(200));
    Seen.until(() -> seen().passed().stream().anyMatch(row -> row.requests() > 20));
    lab.change("PUT", "/lanes/shop/production/trickle", new Asked.Trickle(0));

    assertThat(seen().seen())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.cluster()).isEqualTo("blue");
              assertThat(row.version()).isEqualTo("v1");
              assertThat(row.failed()).isZero();
            });
  }

  private Told.Traffic seen() {
    return lab.client().see("/lanes/shop/production/traffic", Told.Traffic.class);
  }

  /** Every deployment drains, installs, restores and swaps; nobody notices. */
  @Test
  void noRequestFailsWhileVersionsAreDeployedOneAfterTheOther() throws Exception {
    AtomicBoolean on = new AtomicBoolean(true);
    try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Map<Integer, Integer>>> answers =
          IntStream.range(0, 4).mapToObj(_ -> users.submit(() -> statusesWhile(on))).toList();
      for (int version = 2; version < 8; version++) {
        deploy("v" + version);
      }
      on.set(false);
      users.shutdown();
      assertThat(answers)
          .allSatisfy(
              answer ->
                  assertThat(answer)
                      .succeedsWithin(Duration.ofSeconds(20))
                      .satisfies(statuses -> assertThat(statuses).containsOnlyKeys(200)));
    }
    assertThat(traffic()).allMatch(share -> share.failed() == 0);
  }

  private Map<Integer, Integer> statusesWhile(AtomicBoolean on)
      throws IOException, InterruptedException {
    Map<Integer, Integer> statuses = new HashMap<>();
    while (on.get()) {
      statuses.merge(lab.get(shop, "/").statusCode(), 1, Integer::sum);
    }
    return statuses;
  }

  private void deploy(String version) {
    String live = lab.trafficSwitch().read().cluster();
    String idle = live.equals("blue") ? "green" : "blue";
    for (String cluster : List.of(idle, live)) {
      for (Node node : lab.nodes(cluster)) {
        lab.balancer().drain(cluster, node, PatientAttempt.longEnough());
        lab.installer().install(node, new Version(version), PatientAttempt.longEnough());
        assertThat(lab.balancer().restore(cluster, node, PatientAttempt.longEnough()))
            .isInstanceOf(StepOutcome.Done.class);
      }
    }
    lab.trafficSwitch().swap(live, idle);
    assertThat(lab.trafficSwitch().settle(live, PatientAttempt.longEnough()))
        .isInstanceOf(StepOutcome.Done.class);
  }

  @Test
  void theHelpCanNameEveryVersionThatMisbehaves() {
    assertThat(LabVersions.misbehaving())
        .hasSize(6)
        .allMatch(version -> Version.isVersion(version.example()) && !version.sentence().isBlank());
  }
}
