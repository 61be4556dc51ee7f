package dev.signalbox.deployment;

/** What undoes an action. */
public sealed interface Undo {

  /** This action, with the same care as any other. */
  record By(Action action) implements Undo {}

  /** Nothing was changed. */
  record NotNeeded() implements Undo {}

  /** No action undoes it; what people can do instead. */
  record Impossible(String remedy) implements Undo {}

  /** Undone by this action. */
  static Undo by(Action action) {
    return new By(action);
  }

  /** One line for the journal and the plan. */
  default String label() {
    return switch (this) {
      case By(Action action) -> action.label();
      case NotNeeded _ -> "changes nothing";
      case Impossible(String remedy) -> remedy;
    };
  }
}
