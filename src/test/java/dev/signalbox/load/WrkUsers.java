package dev.signalbox.load;

import dev.signalbox.server.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Users who keep their connections and never send a request again: {@code wrk}. */
final class WrkUsers implements AutoCloseable {
  private static final Pattern ALL = Pattern.compile("\\s*(\\d+) requests in .*");
  private static final Pattern ERRORS =
      Pattern.compile(
          "\\s*Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
  private static final Pattern OTHER = Pattern.compile("\\s*Non-2xx or 3xx responses: (\\d+)");
  private static final int ENDS_WITHIN_SECONDS = 30;

  private final Process wrk;

  private WrkUsers(Process wrk) {
    this.wrk = wrk;
  }

  /** What they saw: all requests, and how many of them failed. */
  record Seen(long requests, long failed, String report) {}

  /** Lets them begin, each sending as many requests as are answered. */
  static WrkUsers begin(URI entrance, int users) {
    List<String> argv =
        List.of(Programs.path("wrk"), "-t1", "-c" + users, "-d3600s", entrance.toString());
    try {
      return new WrkUsers(new ProcessBuilder(argv).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As with Ctrl-C, upon which it says what it has measured. */
  Seen end() {
    try (BufferedReader output = wrk.inputReader(StandardCharsets.UTF_8)) {
      new ProcessBuilder("kill", "-INT", Long.toString(wrk.pid()))
          .start()
          .onExit()
          .orTimeout(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)
          .join();
      return seen(output.lines().collect(Collectors.joining("\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Seen seen(String report) {
    long requests = 0;
    long failed = 0;
    for (String line : report.lines().toList()) {
      Matcher all = ALL.matcher(line);
      Matcher errors = ERRORS.matcher(line);
      Matcher other = OTHER.matcher(line);
      if (all.matches()) {
        requests = Long.parseLong(all.group(1));
      } else if (errors.matches()) {
        for (int i = 1; i <= errors.groupCount(); i++) {
          failed += Long.parseLong(errors.group(i));
        }
      } else if (other.matches()) {
        failed += Long.parseLong(other.group(1));
      }
    }
    return new Seen(requests, failed, report);
  }

  @Override
  public void close() {
    wrk.destroyForcibly();
    wrk.onExit().join();
  }
}
