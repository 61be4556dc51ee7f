package dev.signalbox.lab.trickle;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Where users come in who know a lane by its name: at the address that the DNS said last, for as
 * long as its TTL. They ask again beside their requests, and go on with what they had until then.
 */
public final class NamedEntrance implements Supplier<URI> {
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

  private final AddressQuestion question;
  private final int port;
  private final InstantSource clock;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Known known;

  private record Known(URI entrance, Instant until) {}

  /**
   * Asks when it is needed.
   *
   * @param unnamed where they go until the first answer, and the port
   */
  public NamedEntrance(AddressQuestion question, URI unnamed, InstantSource clock) {
    this.question = question;
    this.port = unnamed.getPort();
    this.clock = clock;
    this.known = new Known(unnamed, Instant.MIN);
  }

  @Override
  public URI get() {
    if (!clock.instant().isBefore(known.until) && asking.compareAndSet(false, true)) {
      Thread.ofVirtual().name("lab-users-resolver").start(this::ask);
    }
    return known.entrance;
  }

  private void ask() {
    try {
      AddressQuestion.Address found = question.ask();
      String host = found.address().getHostAddress();
      known =
          new Known(URI.create("http://" + host + ":" + port), clock.instant().plus(found.ttl()));
    } catch (IOException noAnswer) {
      // Users whose resolver is silent go on with the address that they know.
      known = new Known(known.entrance, clock.instant().plus(AFTER_A_FAILURE));
    } finally {
      asking.set(false);
    }
  }
}
