package dev.signalbox.chat.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class EventStreamTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration BEAT = Duration.ofMillis(5);

  private final RememberedArchive archive = new RememberedArchive();
  private final ChannelFeed feed =
      new ChannelFeed("deployments", archive, new PageJson(), Duration.ofSeconds(1));
  private Instant now = NOW;

  /** A browser that writes down what it gets, and goes away or lets time pass after some events. */
  private final class Browser extends SseEmitter {
    private final List<String> got = new ArrayList<>();
    private final int enough;
    private final boolean goesAway;

    Browser(int enough, boolean goesAway) {
      this.enough = enough;
      this.goesAway = goesAway;
    }

    @Override
    public void send(SseEventBuilder event) throws IOException {
      got.add(
          event.build().stream()
              .map(part -> String.valueOf(part.getData()))
              .collect(Collectors.joining()));
      if (got.size() >= enough) {
        if (goesAway) {
          throw new IOException("gone");
        }
        now = now.plus(EventStream.LIFE);
      }
    }

    List<String> follow(long after) {
      new EventStream(feed.subscribe(after), this, BEAT, () -> now).run();
      return got;
    }
  }

  @Test
  void eachChangeCarriesItsNumberSoThatTheBrowserCanComeBack() {
    archive.type("deployments", "deployer", "one", NOW);
    archive.type("deployments", "deployer", "two", NOW);
    List<String> got = new Browser(2, false).follow(1);
    assertThat(got).hasSize(2);
    assertThat(got.getFirst()).contains("event:beat");
    assertThat(got.getLast()).startsWith("id:2\nevent:entry\n").contains("\"text\":\"two\"");
  }

  @Test
  void whileNothingHappensItBeats() {
    assertThat(new Browser(4, false).follow(0)).hasSize(4).allMatch(it -> it.contains("beat"));
  }

  @Test
  void aBrowserThatWentAwayIsLetGo() {
    assertThat(new Browser(3, true).follow(0)).hasSize(3);
  }

  @Test
  void whoKnowsAnotherChannelIsToldToBeginAgain() {
    assertThat(new Browser(9, false).follow(77)).singleElement().asString().contains("event:reset");
  }

  @Test
  void whenThePageStopsTheStreamEnds() {
    feed.close();
    assertThat(new Browser(9, false).follow(0)).hasSize(1);
  }
}
