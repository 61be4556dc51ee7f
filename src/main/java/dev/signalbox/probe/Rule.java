package dev.signalbox.probe;

import static dev.signalbox.probe.Findings.quoted;

import dev.signalbox.deployment.TextRule;
import java.util.regex.PatternSyntaxException;

/** Holds a text against what it must be. */
public final class Rule {

  /** A search that has looked at so many characters will not end while people wait for it. */
  private static final int MOST_LOOKS = 20_000_000;

  private Rule() {}

  /**
   * Looks at a text.
   *
   * @param what it is called, such as {@code a body}
   */
  public static Finding look(String what, TextRule rule, String text, Target target) {
    return switch (rule) {
      case TextRule.Is(String template) -> {
        String wanted = target.filled(template);
        yield new Finding(
            what + " that is " + quoted(wanted), quoted(text), text.strip().equals(wanted.strip()));
      }
      case TextRule.Contains(String template) -> {
        String wanted = target.filled(template);
        boolean met = text.contains(wanted);
        yield new Finding(what + " with " + quoted(wanted), met ? "found" : seen(what, text), met);
      }
      case TextRule.Matches(String regex) -> matches(what, regex, text, target);
    };
  }

  private static Finding matches(String what, String regex, String text, Target target) {
    String expected = what + " that matches " + quoted(target.filled(regex));
    try {
      boolean met = target.pattern(regex).matcher(new Counted(text)).find();
      return new Finding(expected, met ? "found" : seen(what, text), met);
    } catch (PatternSyntaxException e) {
      return new Finding(expected, "that is no regular expression: " + e.getDescription(), false);
    } catch (TooMuch | StackOverflowError _) {
      return new Finding(expected, "a search that does not end: simplify the expression", false);
    }
  }

  private static String seen(String what, String text) {
    return text.isBlank() ? "an empty " + what.replaceFirst("^an? ", "") : quoted(text);
  }

  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Some expressions look at each character again and again for ever. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (looks++ > MOST_LOOKS) {
        throw new TooMuch();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
