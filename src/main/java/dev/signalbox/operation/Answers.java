package dev.signalbox.operation;

import dev.signalbox.deployment.Deployment;
import dev.signalbox.engine.Feed;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.report.Tone;
import java.util.List;
import java.util.Optional;

/** The answers that several operations give. */
final class Answers {

  private Answers() {}

  /** Something that was done about a deployment; an empty text where the channel says it all. */
  static Answer about(Deployment d, String text) {
    return new Answer(true, Tone.GOOD, text, List.of(), Optional.empty(), Optional.of(d.id()));
  }

  /** A refusal about a deployment, so that the deployment's journal has it. */
  static Answer refused(Deployment d, String reason) {
    return new Answer(false, Tone.BAD, reason, List.of(), Optional.empty(), Optional.of(d.id()));
  }

  /** What became of a decision. */
  static Answer of(Deployment d, Feed fed, String done) {
    return switch (fed) {
      case Feed.Refused(String reason) -> refused(d, d.id() + ": " + reason);
      case Feed.Moved(Deployment next) when next.request().isPresent() ->
          about(next, done + " It is taken up when the running step ends.");
      case Feed.Moved(Deployment next) -> about(next, done);
    };
  }
}
