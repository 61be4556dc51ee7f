package dev.signalbox.chat.page;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.signalbox.operation.Channel;
import dev.signalbox.operation.Reception;
import dev.signalbox.port.ChannelArchive;
import dev.signalbox.port.Journal;
import dev.signalbox.topology.Application;
import dev.signalbox.topology.Stage;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The page on a real web server, around collaborators that a test supplies. */
final class ServedPage implements AutoCloseable {

  static final List<String> PEOPLE = List.of("deployer", "approver", "second-approver", "visitor");
  static final PageSettings LAB =
      new PageSettings(true, PEOPLE, "deployer", PageUsers.NOBODY, "http://localhost:8080");
  static final Channel CHANNEL =
      new Channel(
          "deployments",
          PagePlatform.NAME,
          "deployments",
          Set.of(new Application("shop")),
          Optional.of(new Application("shop")),
          Optional.of(new Stage("production")));

  private final ConfigurableApplicationContext context;

  private ServedPage(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** What a test supplies. */
  record Around(
      PageSettings settings,
      ChannelArchive archive,
      Reception reception,
      TrafficView traffic,
      Completion completion) {
    static Around lab(ChannelArchive archive, Reception reception) {
      return new Around(LAB, archive, reception, TrafficView.NONE, _ -> List.of());
    }
  }

  /**
   * Starts it.
   *
   * @param port 0 for any that is free
   */
  static ServedPage start(int port, Around around) {
    Journal journal = mock(Journal.class);
    when(journal.head()).thenReturn(new Journal.Head(412, "9f3c2a71b0".repeat(6) + "e4d1"));
    return new ServedPage(
        new SpringApplicationBuilder(App.class)
            .properties(
                Map.of(
                    "server.port",
                    port,
                    "server.address",
                    "127.0.0.1",
                    "management.endpoints.web.exposure.include",
                    "*",
                    "spring.autoconfigure.exclude",
                    "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                        + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"))
            .initializers(
                context -> {
                  var beans = context.getBeanFactory();
                  beans.registerSingleton("settings", around.settings());
                  beans.registerSingleton("archive", around.archive());
                  beans.registerSingleton("reception", around.reception());
                  beans.registerSingleton("traffic", around.traffic());
                  beans.registerSingleton("completion", around.completion());
                  beans.registerSingleton("channels", new PageChannels(List.of(CHANNEL)));
                  beans.registerSingleton("journal", journal);
                  beans.registerSingleton("clock", InstantSource.system());
                })
            .run());
  }

  int port() {
    return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
  }

  String url() {
    return "http://localhost:" + port();
  }

  ChannelFeeds feeds() {
    return context.getBean(ChannelFeeds.class);
  }

  PagePlatform platform() {
    return context.getBean(PagePlatform.class);
  }

  @Override
  public void close() {
    context.close();
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(PageConfiguration.class)
  static class App {}
}
