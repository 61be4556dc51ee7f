package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import dev.signalbox.deployment.Excerpt;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Reads what a container wrote, without secrets and the values that it was given. */
final class Logs {

  private static final int LONGEST = 160;

  /** What is shorter stands in too many lines, and is no secret. */
  private static final int SHORTEST_SECRET = 6;

  private final List<String> given;
  private final Secrets secrets;
  private final Duration timeout;

  /**
   * Reads logs.
   *
   * @param given the values of the containers' environment, which are not shown
   */
  Logs(Collection<String> given, Secrets secrets, Duration timeout) {
    this.secrets = secrets;
    this.given = given.stream().filter(it -> it.length() >= SHORTEST_SECRET).toList();
    this.timeout = timeout;
  }

  /** The last line that is not empty; empty where there is none, or it cannot be read. */
  Optional<String> lastLine(Member member) {
    StringBuilder written = new StringBuilder();
    ResultCallback.Adapter<Frame> reader =
        new ResultCallback.Adapter<>() {
          @Override
          public void onNext(Frame frame) {
            written.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
          }
        };
    try (reader) {
      boolean whole =
          member
              .engine()
              .ask(
                  client ->
                      client
                          .logContainerCmd(member.id())
                          .withStdOut(true)
                          .withStdErr(true)
                          .withTail(5)
                          .exec(reader))
              .awaitCompletion(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return whole ? last(written.toString()) : Optional.empty();
    } catch (DockerException | PortFailure | IOException _) {
      return Optional.empty(); // Nothing depends on it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<String> last(String written) {
    return written
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((_, later) -> later)
        .map(line -> Excerpt.of(withoutGiven(line), LONGEST));
  }

  private String withoutGiven(String line) {
    String shown = secrets.hide(line);
    for (String value : given) {
      shown = shown.replace(value, "…");
    }
    return shown;
  }
}
