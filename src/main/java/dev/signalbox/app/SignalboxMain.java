package dev.signalbox.app;

import dev.signalbox.chat.page.PageConfiguration;
import dev.signalbox.chat.terminal.TerminalSession;
import dev.signalbox.probe.Exchange;
import java.util.Arrays;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * Starts the bot. Component scanning is left out on purpose: the wiring is written down.
 *
 * <p>The store opens its database and migrates it by itself, so what Spring Boot would do about
 * that is left out too.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import({
  SetupWiring.class,
  TimeWiring.class,
  StoreWiring.class,
  EquipmentWiring.class,
  InspectionWiring.class,
  EngineWiring.class,
  ChatWiring.class,
  DiscordWiring.class,
  SlackWiring.class,
  CiWiring.class,
  PageConfiguration.class
})
public class SignalboxMain {

  /**
   * Starts the bot with Spring Boot's usual arguments, such as {@code --server.port=8081}.
   *
   * <p>With {@code check} as the first one it only tries everything, see {@link CheckMain}; with
   * {@code first-group} it makes a lane's first server group, see {@link FirstGroupMain}.
   *
   * <p>It ends with 0 or 1 when its input has ended, as the terminal's session says, and serves on
   * where there was no input; with {@link StartFailure}'s codes when it cannot start.
   */
  public static void main(String[] arguments) {
    Exchange.allowOtherHosts();
    if (arguments.length > 0 && arguments[0].equals(CheckMain.WORD)) {
      System.exit(CheckMain.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
    if (arguments.length > 0 && arguments[0].equals(FirstGroupMain.WORD)) {
      System.exit(FirstGroupMain.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
    ConfigurableApplicationContext context;
    try {
      context = application().run(arguments);
    } catch (RuntimeException e) {
      StartFailure failure = StartFailure.of(e);
      System.err.println(failure.text());
      System.exit(failure.exitCode());
      return;
    }
    OptionalInt code = context.getBean(TerminalSession.class).run();
    if (code.isPresent()) {
      System.exit(SpringApplication.exit(context, code::getAsInt));
    }
  }

  /** What is wrong with the configuration or its places is said before anything is opened. */
  static SpringApplication application() {
    SpringApplication application = new SpringApplication(SignalboxMain.class);
    application.addListeners(OwnPlaces.ofBot());
    return application;
  }
}
