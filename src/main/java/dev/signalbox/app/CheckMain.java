package dev.signalbox.app;

import dev.signalbox.app.config.LaneSetup;
import dev.signalbox.app.config.Setup;
import dev.signalbox.operation.CheckReport;
import dev.signalbox.operation.Inspections;
import dev.signalbox.port.Inspectable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * Reads the whole configuration, and then tries everything that can be tried without changing
 * anything. It opens no database, so it can be run beside the bot.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({
  SetupWiring.class,
  TimeWiring.class,
  EquipmentWiring.class,
  SlackPartsWiring.class,
  DiscordPartsWiring.class,
  InspectionWiring.class
})
final class CheckMain {

  /** The word on the command line. */
  static final String WORD = "check";

  /**
   * Prints what was found.
   *
   * @return 0 when nothing has to be mended, 1 when something has, 2 for a wrong configuration
   */
  static int run(String... arguments) {
    SpringApplication application = new SpringApplication(CheckMain.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setBannerMode(Banner.Mode.OFF);
    application.addListeners(OwnPlaces.ofCheck());
    try (ConfigurableApplicationContext context = application.run(arguments)) {
      CheckReport report = CheckReport.of(subjects(context));
      System.out.println("configuration\n  ✔ free of problems");
      report.lines().forEach(System.out::println);
      System.out.println(report.summary());
      return report.isGood() ? 0 : 1;
    } catch (RuntimeException e) {
      StartFailure failure = StartFailure.of(e);
      System.err.println(failure.text());
      return failure.exitCode();
    }
  }

  private static Map<String, Inspectable> subjects(ConfigurableApplicationContext context) {
    Inspections inspections = context.getBean(Inspections.class);
    Map<String, Inspectable> subjects = new LinkedHashMap<>();
    List<LaneSetup> lanes = context.getBean(Setup.class).lanes();
    lanes.forEach(lane -> subjects.put(lane.lane().toString(), inspections.of(lane.lane())));
    subjects.putAll(inspections.besides());
    return subjects;
  }
}
