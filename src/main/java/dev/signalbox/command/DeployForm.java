package dev.signalbox.command;

import java.util.List;
import java.util.Optional;

/**
 * What a form asks before a deployment, as a typed intent: it becomes the lines that a person could
 * have typed. An empty application or stage leaves it to the channel.
 *
 * @param strategy one of {@link Choices#strategies}, or {@link #USUAL}
 */
public record DeployForm(String version, String application, String stage, String strategy) {

  /** Leaves the strategy to the lane's configuration. */
  public static final String USUAL = "as configured";

  /**
   * What can be chosen.
   *
   * @param application what is chosen at first
   * @param stage what is chosen at first
   */
  public record Choices(
      List<String> applications,
      Optional<String> application,
      List<String> stages,
      Optional<String> stage,
      List<String> strategies) {
    /** Copies the lists. */
    public Choices {
      applications = List.copyOf(applications);
      stages = List.copyOf(stages);
      strategies = List.copyOf(strategies);
    }

    /**
     * Every stage and strategy, and these applications, which are sorted.
     *
     * @param application what is chosen at first, if it is the only one or the channel's usual one
     */
    public static Choices of(
        Vocabulary vocabulary,
        List<String> applications,
        Optional<String> application,
        Optional<String> stage) {
      List<String> sorted = applications.stream().sorted().toList();
      List<String> stages = vocabulary.stageNames();
      return new Choices(
          sorted,
          application.or(() -> sorted.size() == 1 ? sorted.stream().findFirst() : Optional.empty()),
          stages,
          stage.or(() -> stages.size() == 1 ? stages.stream().findFirst() : Optional.empty()),
          Strategies.words());
    }
  }

  /** The line that shows the plan. */
  public String planLine() {
    return "/plan " + rest();
  }

  /** The line that deploys. */
  public String deployLine() {
    return "/deploy " + rest();
  }

  private String rest() {
    StringBuilder line = new StringBuilder(String.join("", Typed.words(version)));
    if (!strategy.isBlank() && !strategy.equals(USUAL)) {
      line.append(' ').append(strategy);
    }
    if (!application.isBlank()) {
      line.append(" app:").append(application);
    }
    if (!stage.isBlank()) {
      line.append(" stage:").append(stage);
    }
    return line.toString();
  }
}
