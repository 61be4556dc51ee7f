package dev.signalbox.load;

import dev.signalbox.server.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Users who send requests all the time over connections that they keep: {@code hey}. */
public final class Users implements AutoCloseable {
  private static final Pattern STATUS = Pattern.compile("\\s*\\[(\\d{3})]\\s+(\\d+) responses");
  private static final Pattern ERROR = Pattern.compile("\\s*\\[(\\d+)]\\s+(?!\\d+ responses)(.+)");
  private static final Pattern SLOW = Pattern.compile("\\s*99%+ in ([0-9.]+) secs");
  private static final int ENDS_WITHIN_SECONDS = 30;

  private final Process hey;

  private Users(Process hey) {
    this.hey = hey;
  }

  /**
   * What they saw.
   *
   * @param answered requests answered with status 200
   * @param failed everything else, connections that were cut too
   * @param slow seconds within which 99 of 100 requests were answered
   * @param report what the program itself says
   */
  public record Seen(long answered, long failed, double slow, String report) {}

  /**
   * Lets them begin.
   *
   * @param perSecond requests of each user; 0 for as many as are answered
   */
  public static Users begin(URI entrance, int users, int perSecond) {
    List<String> argv = new ArrayList<>(List.of(Programs.path("hey"), "-z", "60m", "-t", "10"));
    argv.addAll(List.of("-c", Integer.toString(users)));
    if (perSecond > 0) {
      argv.addAll(List.of("-q", Integer.toString(perSecond)));
    }
    argv.add(entrance.toString());
    try {
      return new Users(new ProcessBuilder(argv).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets them end; each has the answer to its last request by then. */
  public Seen end() {
    try (BufferedReader output = hey.inputReader(StandardCharsets.UTF_8)) {
      interrupt();
      String report = output.lines().collect(Collectors.joining("\n"));
      return seen(report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As with Ctrl-C, upon which it says what it has measured. */
  private void interrupt() throws IOException {
    new ProcessBuilder("kill", "-INT", Long.toString(hey.pid()))
        .start()
        .onExit()
        .orTimeout(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  static Seen seen(String report) {
    long answered = 0;
    long failed = 0;
    double slow = 0;
    for (String line : report.lines().toList()) {
      Matcher status = STATUS.matcher(line);
      Matcher error = ERROR.matcher(line);
      Matcher percentile = SLOW.matcher(line);
      if (status.matches()) {
        long count = Long.parseLong(status.group(2));
        answered += status.group(1).equals("200") ? count : 0;
        failed += status.group(1).equals("200") ? 0 : count;
      } else if (error.matches()) {
        failed += Long.parseLong(error.group(1));
      } else if (percentile.matches()) {
        slow = Double.parseDouble(percentile.group(1));
      }
    }
    return new Seen(answered, failed, slow, report);
  }

  @Override
  public void close() {
    hey.destroyForcibly();
    hey.onExit().join();
  }
}
