package dev.signalbox.store;

import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.port.Journal.About;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A process that commits to a store until it is killed, and tells of each commit after it. */
final class StoreInAnotherProcess implements AutoCloseable {

  /** With an end, since a kill may cut a line off. */
  private static final Pattern COMMITTED = Pattern.compile("committed (\\d+)!");

  private final Process process;
  private final BufferedReader said;

  private StoreInAnotherProcess(Process process) {
    this.process = process;
    this.said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Returns when it has made its first commit. */
  static StoreInAnotherProcess open(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StoreInAnotherProcess.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    StoreInAnotherProcess other = new StoreInAnotherProcess(process);
    if (other.next() == null) {
      throw new IOException("the other process ended before its first commit");
    }
    return other;
  }

  /** Kills it after it has told of that many commits, and returns the last one it told of. */
  long killAfter(int commits) throws IOException, InterruptedException {
    long last = 0;
    for (int i = 0; i < commits; i++) {
      Long position = next();
      last = position == null ? last : position;
    }
    // Its handle, since destroying the Process would take what it said away, too.
    process.toHandle().destroyForcibly();
    process.waitFor();
    for (Long position = next(); position != null; position = next()) {
      last = position;
    }
    return last;
  }

  /** The next commit that it tells of, past its log; null when it has ended. */
  private @Nullable Long next() throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher committed = COMMITTED.matcher(line);
      if (committed.matches()) {
        return Long.valueOf(committed.group(1));
      }
    }
    return null;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** The other process. */
  public static void main(String[] arguments) {
    Stores stores =
        Stores.open(H2File.open(Path.of(arguments[0])), InstantSource.system(), "other");
    while (true) {
      JournalEntry entry =
          stores
              .transactions()
              .in(
                  () ->
                      stores
                          .journal()
                          .append(
                              About.NOTHING,
                              Actor.SIGNALBOX,
                              new JournalEvent.CommandAccepted("#deploys", "x".repeat(500))));
      System.out.println("committed " + entry.position() + "!");
    }
  }
}
