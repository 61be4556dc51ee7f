package dev.signalbox.access;

import java.util.List;
import java.util.Optional;

/**
 * The rules that may say no, by name. The name goes to the journal, and the sentence unchanged to
 * the person and to the journal. A rule is asked only after those before it had no objection.
 */
public enum Rule {
  /** An account that is linked to nobody has no say. */
  KNOWN_PERSON {
    @Override
    Optional<String> objection(Attempt attempt) {
      return when(
          attempt.person().isEmpty(),
          attempt.name()
              + " is linked to nobody here, so it has no say. Ask whoever keeps the configuration"
              + " to add it to a person.");
    }
  },

  /** A stage without a policy lets nobody do anything. */
  STAGE_HAS_POLICY {
    @Override
    Optional<String> objection(Attempt attempt) {
      return when(
          attempt.policy().isEmpty(),
          attempt.mayNot()
              + ": no policy is configured for that stage, so nobody may. Ask whoever keeps the"
              + " configuration to write one.");
    }
  },

  /** One of the person's groups must hold the role in the stage. */
  ROLE_HELD {
    @Override
    Optional<String> objection(Attempt attempt) {
      return when(
          !attempt.roleHeld(),
          attempt.mayNot() + ". " + ask(attempt.others()) + attempt.unreadable());
    }
  },

  /** The one who asked for a deployment does not approve it, unless the stage says otherwise. */
  NOT_THE_REQUESTER {
    @Override
    Optional<String> objection(Attempt attempt) {
      return when(
          attempt.isRequester() && !attempt.requesterCounts(),
          attempt.mayNot() + ": the requester does not count there. " + ask(attempt.others()));
    }
  },

  /** Where the stage asks for it, a reaction is not enough. */
  TYPED_APPROVAL_REQUIRED {
    @Override
    Optional<String> objection(Attempt attempt) {
      return when(
          attempt.typedOnly() && !attempt.typed(),
          attempt.mayNot() + " by a reaction: it must be typed there. Type /approve.");
    }
  },

  /** What is asked for everywhere must be asked for somewhere. */
  SOME_STAGE_NAMED {
    @Override
    Optional<String> objection(Attempt attempt) {
      return Optional.of("There is no stage that this would be about, so nobody may do it.");
    }
  };

  private static final int NAMES_SHOWN = 5;

  /** The sentence that speaks against it, or empty. */
  abstract Optional<String> objection(Attempt attempt);

  private static Optional<String> when(boolean violated, String sentence) {
    return violated ? Optional.of(sentence) : Optional.empty();
  }

  private static String ask(List<String> names) {
    if (names.isEmpty()) {
      return "Nobody else may there: ask whoever keeps the configuration.";
    }
    if (names.size() > NAMES_SHOWN) {
      return "Ask "
          + String.join(", ", names.subList(0, NAMES_SHOWN))
          + " or one of "
          + (names.size() - NAMES_SHOWN)
          + " others.";
    }
    int last = names.size() - 1;
    return last == 0
        ? "Ask " + names.getFirst() + "."
        : "Ask " + String.join(", ", names.subList(0, last)) + " or " + names.get(last) + ".";
  }
}
