package dev.signalbox.app;

import dev.signalbox.app.config.Setup;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.StepOutcome;
import dev.signalbox.engine.FirstGroup;
import dev.signalbox.engine.LaneSpecs;
import dev.signalbox.port.Equipment;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Version;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * Makes the first server group of a lane: {@code first-group api/production v1}. It opens no
 * database.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({SetupWiring.class, TimeWiring.class, EquipmentWiring.class})
public final class FirstGroupMain {

  /** The word on the command line. */
  static final String WORD = "first-group";

  private static final String USAGE =
      "Write the lane and the version: " + WORD + " api/production v1";
  private static final int WORDS = 2;
  private static final int WRONG = 2;

  private FirstGroupMain() {}

  /**
   * Makes it, and prints what is told meanwhile.
   *
   * @param arguments lane and version, and then Spring Boot's usual ones
   * @return 0 when the group stands, 1 when it does not, 2 for a wrong configuration or usage
   */
  public static int run(String... arguments) {
    if (arguments.length < WORDS || arguments[0].startsWith("-") || arguments[1].startsWith("-")) {
      System.err.println(USAGE);
      return WRONG;
    }
    SpringApplication application = new SpringApplication(FirstGroupMain.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setBannerMode(Banner.Mode.OFF);
    application.addInitializers(context -> Setup.read(context.getEnvironment()));
    String[] others = Arrays.copyOfRange(arguments, WORDS, arguments.length);
    try (ConfigurableApplicationContext context = application.run(others)) {
      return made(context, arguments[0], arguments[1]);
    } catch (RuntimeException e) {
      StartFailure failure = StartFailure.of(e);
      System.err.println(failure.text());
      return failure.exitCode();
    }
  }

  private static int made(ConfigurableApplicationContext context, String lane, String version) {
    LaneSpecs specs = context.getBean(LaneSpecs.class);
    try {
      Version wanted = new Version(version);
      Optional<LaneSpec> spec = specs.find(Lane.parse(lane));
      if (spec.isPresent()) {
        return made(context, spec.get(), wanted);
      }
      System.err.println("There is no lane " + lane + ", but " + specs.lanes() + ". " + USAGE);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + ". " + USAGE);
    }
    return WRONG;
  }

  private static int made(ConfigurableApplicationContext context, LaneSpec spec, Version wanted) {
    Equipment equipment = context.getBean(Equipment.Catalogue.class).of(spec.lane());
    LongSupplier ticker = System::nanoTime;
    StepOutcome outcome =
        new FirstGroup(spec, equipment)
            .make(wanted, new AloneAttempt(spec.rollout().timeouts().install(), ticker));
    boolean stands = outcome instanceof StepOutcome.Done;
    System.out.println((stands ? "✔ " : "✘ ") + outcome.whole().replace("\n", "\n  "));
    return stands ? 0 : 1;
  }
}
