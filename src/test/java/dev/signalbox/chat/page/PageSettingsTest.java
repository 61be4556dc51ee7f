package dev.signalbox.chat.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.operation.Channel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PageSettingsTest {

  private static final String HASH =
      "{bcrypt}$2y$10$M2dPI7uSw8K7tKP2mvIzAeNJHw.SPwAWTrfUPtMhGWSZnnDE7JzDO";

  @Test
  void aPasswordInPlainTextIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> new PageUsers(Map.of("approver", "hunter2")))
        .hasMessageContaining("approver")
        .hasMessageContaining("{bcrypt}")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> new PageUsers(Map.of("approver", "{noop}hunter2")))
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void hashesAreNotPrinted() {
    PageUsers users = new PageUsers(Map.of("approver", HASH));
    assertThat(users.toString()).isEqualTo("PageUsers[approver]");
    assertThat(users.hashOf("approver")).contains(HASH);
    assertThat(users.hashOf("visitor")).isEmpty();
  }

  @Test
  void theLabsDefaultPersonIsOneOfThePeople() {
    assertThatThrownBy(
            () -> new PageSettings(true, List.of("deployer"), "boss", PageUsers.NOBODY, ""))
        .hasMessageContaining("boss");
  }

  @Test
  void aChannelOfAnotherPlatformIsRefused() {
    Channel slack =
        new Channel("ops", "slack", "C123", Set.of(), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> new PageChannels(List.of(slack)))
        .hasMessage("channel 'ops' is on platform 'slack', not on 'page'");
  }
}
