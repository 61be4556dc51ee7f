package dev.signalbox.traffic.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "ns1.example.org,        ns1.example.org, 53",
    "ns1.example.org:5353,   ns1.example.org, 5353",
    "192.0.2.1:54,           192.0.2.1,       54",
    "2001:db8::1,            2001:db8::1,     53",
    "[2001:db8::1],          2001:db8::1,     53",
    "[2001:db8::1]:5353,     2001:db8::1,     5353"
  })
  void aServerIsWrittenInManyWays(String text, String host, int port) {
    assertThat(Endpoint.parse(text)).isEqualTo(new Endpoint(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ns1:", "ns1:0", "ns1:65536", "ns1:x", "two words", "[::1"})
  void whatIsNoServerIsSaid(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itIsShownAsItCanBeWritten() {
    assertThat(Endpoint.parse("[2001:db8::1]:5353")).hasToString("[2001:db8::1]:5353");
    assertThat(Endpoint.parse("ns1")).hasToString("ns1:53");
  }
}
