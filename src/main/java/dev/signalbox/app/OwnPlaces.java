package dev.signalbox.app;

import dev.signalbox.app.config.DatabaseSettings;
import dev.signalbox.app.config.Setup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.support.EnvironmentPostProcessorApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Looks at the configuration, and whether what Signalbox keeps can be written, before anything is
 * opened: all that stands in the way is said at once. Before the log is opened too, which would
 * only print a stack trace.
 */
final class OwnPlaces implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  private static final String DATABASE_SUFFIX = ".mv.db";

  private final boolean opensDatabase;

  private OwnPlaces(boolean opensDatabase) {
    this.opensDatabase = opensDatabase;
  }

  /** Of the bot: its log, its database where that is a file, and the lab's state. */
  static OwnPlaces ofBot() {
    return new OwnPlaces(true);
  }

  /** Of a check, which opens no database. */
  static OwnPlaces ofCheck() {
    return new OwnPlaces(false);
  }

  /** When the configuration has been read, and before the log is opened. */
  @Override
  public int getOrder() {
    return EnvironmentPostProcessorApplicationListener.DEFAULT_ORDER + 1;
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment environment = event.getEnvironment();
    Setup setup = Setup.read(environment);
    Map<Place, String> obstacles = new LinkedHashMap<>();
    for (Place place : places(environment, setup)) {
      place.obstacle().ifPresent(obstacle -> obstacles.put(place, obstacle));
    }
    if (!obstacles.isEmpty()) {
      throw new PlacesUnwritable(obstacles);
    }
  }

  private List<Place> places(ConfigurableEnvironment environment, Setup setup) {
    List<Place> places = new ArrayList<>();
    Optional.ofNullable(LogFile.get(environment))
        .map(file -> new Place("the log", Path.of(file.toString()), false, "logging.file.name"))
        .ifPresent(places::add);
    if (opensDatabase && setup.database() instanceof DatabaseSettings.OwnFile(Path file)) {
      Path whole = Path.of(file + DATABASE_SUFFIX);
      places.add(new Place("the database", whole, false, "signalbox.database.file"));
    }
    setup
        .lab()
        .filter(lab -> lab.controlUrl().isEmpty())
        .map(lab -> lab.inside().stateDirectory())
        .map(state -> new Place("the lab's state", state, true, "signalbox.lab.state-directory"))
        .ifPresent(places::add);
    return places;
  }
}
