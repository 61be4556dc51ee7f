package dev.signalbox.chat.page;

import dev.signalbox.operation.Channel;
import dev.signalbox.port.ChannelArchive;
import dev.signalbox.port.ChannelArchive.Entry;
import dev.signalbox.port.Journal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What the scripts of the page read. */
@RestController
@RequestMapping("/page/{address}")
final class ReadController {

  private static final int NEWEST = 60;
  private static final int THREAD = 2_000;
  private static final int TRAFFIC_SECONDS = 180;
  private static final int COMPLETIONS = 12;
  private static final Duration BEAT = Duration.ofSeconds(15);

  private final PageChannels channels;
  private final ChannelArchive archive;
  private final ChannelFeeds feeds;
  private final PageJson json;
  private final Surroundings surroundings;
  private final InstantSource clock;

  /** What stands around the messages. */
  record Surroundings(Journal journal, TrafficView traffic, Completion completion) {}

  ReadController(
      PageChannels channels,
      ChannelArchive archive,
      ChannelFeeds feeds,
      PageJson json,
      Surroundings surroundings,
      InstantSource clock) {
    this.channels = channels;
    this.archive = archive;
    this.feeds = feeds;
    this.json = json;
    this.surroundings = surroundings;
    this.clock = clock;
  }

  @GetMapping(path = "/messages", produces = MediaType.APPLICATION_JSON_VALUE)
  String messages(
      @PathVariable String address, @RequestParam(required = false) @Nullable Long before) {
    require(address);
    // Read before the entries: what changes in between is told twice rather than never.
    long sequence = archive.sequence(address);
    var entries = archive.newest(address, before == null ? Long.MAX_VALUE : before, NEWEST + 1);
    boolean more = entries.size() > NEWEST;
    return json.write(
        Map.of(
            "sequence", sequence,
            "more", more,
            "entries", views(more ? entries.subList(1, entries.size()) : entries)));
  }

  @GetMapping(path = "/thread", produces = MediaType.APPLICATION_JSON_VALUE)
  String thread(@PathVariable String address, @RequestParam String key) {
    require(address);
    return json.write(Map.of("entries", views(archive.thread(address, key, THREAD))));
  }

  @GetMapping("/events")
  SseEmitter events(
      @PathVariable String address,
      @RequestParam(defaultValue = "0") long after,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long last) {
    // The header is the browser's own and newer: the address stays the same when it comes back.
    var subscription = feeds.subscribe(address, last == null ? after : last);
    SseEmitter emitter = new SseEmitter(0L);
    new EventStream(subscription, emitter, BEAT, clock).start();
    return emitter;
  }

  @GetMapping(path = "/now", produces = MediaType.APPLICATION_JSON_VALUE)
  String now(@PathVariable String address) {
    Channel channel = require(address);
    return json.write(
        Map.of(
            "journal",
            surroundings.journal().head(),
            "traffic",
            surroundings.traffic().of(channel, TRAFFIC_SECONDS).stream()
                .map(ReadController::view)
                .toList()));
  }

  @GetMapping(path = "/complete", produces = MediaType.APPLICATION_JSON_VALUE)
  String complete(@PathVariable String address, @RequestParam String line) {
    require(address);
    var lines = line.length() > 500 ? List.of() : surroundings.completion().complete(line);
    return json.write(lines.stream().limit(COMPLETIONS).toList());
  }

  private static Map<String, Object> view(TrafficView.LaneTraffic traffic) {
    return Map.of(
        "lane", traffic.lane().toString(),
        "live", traffic.live().orElse(""),
        "series", traffic.series());
  }

  private List<Map<String, Object>> views(List<Entry> entries) {
    return entries.stream().map(json::view).toList();
  }

  private Channel require(String address) {
    return channels.byAddress(address).orElseThrow(() -> new NoSuchChannel(address));
  }
}
