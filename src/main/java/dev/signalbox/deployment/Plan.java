package dev.signalbox.deployment;

import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Version;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Every step that a deployment will take when all goes well, known before it starts.
 *
 * @param from the cluster that was live when the plan was made
 * @param to the cluster that is live at the end; the same as {@code from} when rolling
 * @param before the version that was live when the plan was made, or empty where nothing was
 * @param version what is brought to production
 * @param steps in the order of their phases; gates take no steps
 * @param notes what people should know, such as the loss of a kept cluster or a stated wait
 */
public record Plan(
    Lane lane,
    Strategy strategy,
    Version version,
    Optional<Version> before,
    String from,
    String to,
    List<Step> steps,
    List<String> notes) {

  /** Copies the lists. */
  public Plan {
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
  }

  /** The steps of one phase, in order; empty where the phase has none. */
  public List<Step> stepsOf(Phase phase) {
    return steps.stream().filter(s -> s.phase() == phase).toList();
  }

  /** Names the plan: the first 12 hexadecimal digits of the SHA-256 of everything it will do. */
  public String digest() {
    StringBuilder text = new StringBuilder();
    text.append(lane).append('\n').append(strategy).append('\n').append(version).append('\n');
    text.append(from).append('\n').append(to).append('\n');
    steps.forEach(
        s ->
            text.append(s.phase())
                .append('|')
                .append(s.number())
                .append('|')
                .append(s.batch())
                .append('|')
                .append(s.action())
                .append('\n'));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
