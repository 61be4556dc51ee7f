package dev.signalbox.chat.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final LoginThrottle throttle = new LoginThrottle(() -> now);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed("approver", "10.0.0.9");
    }
  }

  @Test
  void aFewMistakesCostNothing() {
    fail(LoginThrottle.FREE - 1);
    assertThat(throttle.mustWait("approver", "10.0.0.9")).isFalse();
  }

  @Test
  void afterThatItIsAWaitThatEnds() {
    fail(LoginThrottle.FREE);
    assertThat(throttle.mustWait("approver", "10.0.0.9")).isTrue();
    now = now.plusSeconds(10);
    assertThat(throttle.mustWait("approver", "10.0.0.9")).isFalse();
  }

  @Test
  void eachFurtherMistakeDoublesTheWaitUpToALimit() {
    fail(LoginThrottle.FREE + 2);
    now = now.plusSeconds(39);
    assertThat(throttle.mustWait("approver", "10.0.0.9")).isTrue();
    now = now.plusSeconds(1);
    assertThat(throttle.mustWait("approver", "10.0.0.9")).isFalse();
    fail(1_000);
    now = now.plus(Duration.ofMinutes(15));
    assertThat(throttle.mustWait("approver", "10.0.0.9")).isFalse();
  }

  @Test
  void thePersonAtAnotherAddressIsNotLockedOut() {
    fail(LoginThrottle.FREE);
    assertThat(throttle.mustWait("approver", "10.0.0.1")).isFalse();
    assertThat(throttle.mustWait("deployer", "10.0.0.9")).isFalse();
  }

  @Test
  void comingInForgetsTheMistakes() {
    fail(LoginThrottle.FREE - 1);
    throttle.succeeded("approver", "10.0.0.9");
    fail(1);
    assertThat(throttle.mustWait("approver", "10.0.0.9")).isFalse();
  }

  @Test
  void whoMakesUpNamesDoesNotFillTheMemory() {
    for (int i = 0; i < 30_000; i++) {
      throttle.failed("name" + i, "10.0.0.9");
    }
    fail(LoginThrottle.FREE);
    assertThat(throttle.mustWait("approver", "10.0.0.9")).isTrue();
  }
}
