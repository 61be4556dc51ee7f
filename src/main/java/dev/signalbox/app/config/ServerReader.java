package dev.signalbox.app.config;

import dev.signalbox.deployment.Excerpt;
import java.net.URI;
import org.springframework.core.env.Environment;

/** Reads where the channel page is; {@code server} is Spring Boot's own name for it. */
final class ServerReader {

  private static final String PORT = "server.port";
  private static final String ADDRESS = "server.address";
  private static final int USUAL_PORT = 8080;
  private static final int SHOWN = 40;

  private final Problems problems;
  private final Environment environment;

  ServerReader(Problems problems, Environment environment) {
    this.problems = problems;
    this.environment = environment;
  }

  /** The port that the page is to listen on. */
  int port() {
    String text = environment.getProperty(PORT, String.valueOf(USUAL_PORT));
    try {
      return problems.port(PORT, Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      problems.add(PORT, "'" + Excerpt.of(text, SHOWN) + "'", "a port, such as 8080");
      return USUAL_PORT;
    }
  }

  WebSettings web(SignalboxProperties properties) {
    URI baseUrl =
        Inherited.or(properties.web().baseUrl(), URI.create("http://localhost:" + port()));
    if (!"http".equals(baseUrl.getScheme()) && !"https".equals(baseUrl.getScheme())) {
      problems.add(
          "signalbox.web.base-url",
          "'" + baseUrl + "'",
          "an address, such as http://localhost:8080");
    }
    return new WebSettings(baseUrl, PeopleReader.passwordHashes(properties.people()));
  }

  /** Nobody signs in to the lab, so that nobody else may reach it. */
  void requireLoopback() {
    String address = environment.getProperty(ADDRESS, "").strip();
    if (!address.matches("localhost|127\\.[0-9.]+|\\[?::1]?")) {
      problems.add(
          ADDRESS,
          address.isEmpty() ? "nothing, which is every interface" : "'" + address + "'",
          "127.0.0.1: nobody signs in to the lab");
    }
  }
}
