package dev.signalbox.app;

import dev.signalbox.app.config.ConfigurationProblems;
import dev.signalbox.lab.http.PortTakenException;
import dev.signalbox.lab.state.LabStateException;
import dev.signalbox.port.PortFailure;
import dev.signalbox.store.StoreUnavailable;
import java.util.Optional;
import org.springframework.boot.web.server.PortInUseException;

/**
 * Why the bot did not start, as the one who started it reads it.
 *
 * @param text one or more lines with the remedy, without any stack trace
 * @param exitCode 2 for a configuration that is wrong, 1 for everything else
 */
record StartFailure(String text, int exitCode) {

  /** Finds the cause that a person can do something about. */
  static StartFailure of(Throwable thrown) {
    Optional<ConfigurationProblems> wrong = ConfigurationProblems.in(thrown);
    if (wrong.isPresent()) {
      return new StartFailure(
          "The configuration is wrong:\n" + wrong.get().getMessage(), wrong.get().getExitCode());
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case PortInUseException port -> {
          return known(
              "Port "
                  + port.getPort()
                  + " is taken, so the channel page cannot be served. Stop what"
                  + " listens there, or choose another one with --server.port=8081.");
        }
        case PlacesUnwritable places -> {
          return known(places.getMessage());
        }
        case StoreUnavailable store -> {
          return known(store.getMessage());
        }
        case PortTakenException port -> {
          return known(port.getMessage());
        }
        case LabStateException state -> {
          return known(state.getMessage());
        }
        case PortFailure outage -> {
          return known(outage.reason());
        }
        default -> {
          // Look at what caused it.
        }
      }
    }
    return known("Signalbox could not start: " + thrown + "\nThe log file has the whole story.");
  }

  private static StartFailure known(@org.jspecify.annotations.Nullable String text) {
    return new StartFailure(String.valueOf(text), 1);
  }
}
