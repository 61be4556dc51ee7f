package dev.signalbox.process;

import dev.signalbox.app.LabMain;
import dev.signalbox.lab.control.told.Asked;
import dev.signalbox.lab.control.told.ClusterTold;
import dev.signalbox.lab.control.told.Json;
import dev.signalbox.lab.control.told.LaneTold;
import dev.signalbox.lab.control.told.NodeTold;
import dev.signalbox.lab.control.told.Told;
import dev.signalbox.lab.traffic.TrafficRow;
import dev.signalbox.topology.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A lab that is a process of its own, so that nodes and traffic go on whatever the bot does. */
public final class LabProcess implements AutoCloseable {
  public static final Lane SHOP = Lane.of("shop", "production");
  public static final Lane API = Lane.of("api", "production");

  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
  private static final String FIRST = "v1";

  private final ChildJvm process;
  private final URI control;
  private final HttpClient http = HttpClient.newHttpClient();

  private LabProcess(ChildJvm process, URI control) {
    this.process = process;
    this.control = control;
  }

  /** Starts one with the shop's two clusters and the api's server groups. */
  public static LabProcess start(Path directory, Duration pace) {
    List<String> arguments =
        List.of(
            "--state=" + directory.resolve("state"),
            "--lane=" + SHOP + ":0:blue=2,green=2",
            "--lane=" + API + ":0:group=2",
            "--pace=" + pace,
            "--latency=none",
            "--checks=PT0.1S",
            "--trickle=0",
            "--with=" + ProcessHandle.current().pid());
    ChildJvm process = ChildJvm.start(LabMain.class, directory, arguments);
    String ready = process.await("the lab", STARTS_WITHIN, it -> it.startsWith("lab ready "));
    String control = ready.replaceFirst(".*control=(\\S+).*", "$1");
    return new LabProcess(process, URI.create(control));
  }

  public URI control() {
    return control;
  }

  /** What is true of a lane now. */
  public LaneTold look(Lane lane) {
    return ask("GET", path(lane), "", LaneTold.class);
  }

  /** How many requests the users of a lane have seen fail since the lab was started. */
  public long failed(Lane lane) {
    return seen(lane).stream().mapToLong(TrafficRow::failed).sum();
  }

  /** What the users of a lane have seen since the lab was started. */
  public List<TrafficRow> seen(Lane lane) {
    return ask("GET", path(lane) + "/traffic", "", Told.Traffic.class).seen();
  }

  /** Lets users send so many requests a second. */
  public void trickle(Lane lane, int perSecond) {
    change("PUT", path(lane) + "/trickle", new Asked.Trickle(perSecond));
  }

  /**
   * Brings a lane back to where it began, with no users: the first cluster live, everything in
   * rotation and on the first version; of server groups only one.
   */
  public void reset(Lane lane) {
    trickle(lane, 0);
    change("DELETE", path(lane) + "/preparation", Map.of());
    if (look(lane).clusters().getFirst().group().isPresent()) {
      resetGroups(lane);
    } else {
      resetClusters(lane);
    }
  }

  private void resetClusters(Lane lane) {
    List<ClusterTold> clusters = look(lane).clusters();
    for (ClusterTold cluster : clusters) {
      cluster.nodes().forEach(node -> reset(lane, node));
      ask("GET", path(lane) + "/clusters/" + cluster.name() + "/in-rotation?wait=5000");
    }
    swapTo(lane, clusters.getFirst().name());
  }

  private void reset(Lane lane, NodeTold node) {
    String path = path(lane) + "/nodes/" + node.name();
    change("PUT", path + "/installation", new Asked.Install(FIRST));
    ask("GET", path + "/installation/ended?wait=5000");
    change("POST", path + "/restore", Map.of());
  }

  private void resetGroups(Lane lane) {
    String first = lane.application() + "-" + FIRST;
    change(
        "PUT",
        path(lane) + "/groups/" + first,
        new Asked.Provision(FIRST, 2, OptionalLong.empty()));
    ask("GET", path(lane) + "/groups/" + first + "/made?wait=5000");
    ask("GET", path(lane) + "/clusters/" + first + "/in-rotation?wait=5000");
    swapTo(lane, first);
    look(lane).clusters().stream()
        .filter(cluster -> !cluster.live())
        .forEach(it -> change("DELETE", path(lane) + "/groups/" + it.name(), Map.of()));
  }

  private void swapTo(Lane lane, String cluster) {
    String live = look(lane).live();
    if (!live.equals(cluster)) {
      change("POST", path(lane) + "/swap", new Asked.Swap(live, cluster));
    }
  }

  private static String path(Lane lane) {
    return "/lanes/" + lane;
  }

  private void change(String method, String path, Object body) {
    ask(method, path, Json.MAPPER.writeValueAsString(body));
  }

  private <T> T ask(String method, String path, String body, Class<T> type) {
    return Json.MAPPER.readValue(ask(method, path, body), type);
  }

  private String ask(String method, String path) {
    return ask(method, path, "");
  }

  private String ask(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(control.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(method + " " + path + ": " + answer + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException("The lab is gone:\n" + process.output(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while asking the lab", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.close();
  }
}
