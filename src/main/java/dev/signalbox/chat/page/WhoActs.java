package dev.signalbox.chat.page;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Says in whose name a request acts. */
final class WhoActs {

  /** The request acts in nobody's name, or not in its own. */
  static final class NotYou extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String sentence;

    NotYou(String sentence) {
      super(sentence);
      this.sentence = sentence;
    }

    /** What the one who asked is told. */
    String sentence() {
      return sentence;
    }
  }

  private final PageSettings settings;

  WhoActs(PageSettings settings) {
    this.settings = settings;
  }

  /**
   * The person.
   *
   * @param signedIn whoever signed in; nobody does in the lab
   * @param as whom the page believes to act for
   */
  String person(@Nullable Principal signedIn, @Nullable String as) {
    if (settings.labMode()) {
      if (as == null || !settings.people().contains(as)) {
        throw new NotYou("Choose at the top of the page as whom you act.");
      }
      return as;
    }
    if (signedIn == null) {
      throw new NotYou("Sign in first.");
    }
    if (as != null && !as.equals(signedIn.getName())) {
      // Two tabs, and somebody else signed in in the other one.
      throw new NotYou(
          "You are now signed in as " + signedIn.getName() + ". Reload the page and try again.");
    }
    return signedIn.getName();
  }
}
