package dev.signalbox.lab.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {

  @ParameterizedTest
  @CsvSource({"/, /", "/catalog?page=2, /catalog?page=2", "'', /", "/a/~green/, /a/~green/"})
  void whatNamesNoClusterIsForUsers(String asked, String passedOn) {
    assertThat(Route.of(asked)).isEqualTo(new Route(new Entrance.Production(), passedOn));
  }

  @ParameterizedTest
  @CsvSource({
    "/~green, green, /",
    "/~green/, green, /",
    "/~green/healthz, green, /healthz",
    "/~green?x=1, green, /?x=1",
    "/~api-v2.1/a/b?x=1, api-v2.1, /a/b?x=1",
    "/~/x, '', /x"
  })
  void whatNamesAClusterIsForChecks(String asked, String cluster, String passedOn) {
    assertThat(Route.of(asked)).isEqualTo(new Route(new Entrance.Preview(cluster), passedOn));
  }
}
