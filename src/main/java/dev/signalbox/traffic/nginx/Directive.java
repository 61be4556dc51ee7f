package dev.signalbox.traffic.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One directive of nginx's configuration, with the places of its words in the text.
 *
 * @param words its name and its arguments; never empty
 * @param end where its semicolon or its brace is
 * @param block what is between its braces; empty where it has none
 */
record Directive(List<Word> words, int end, Optional<List<Directive>> block) {

  /**
   * One word.
   *
   * @param text without quotes
   * @param start where it begins, with its quote
   * @param end behind its last character or quote
   */
  record Word(String text, int start, int end) {}

  /** Its first word. */
  String name() {
    return words.getFirst().text();
  }

  /** Whether it begins with these words. */
  boolean begins(String... first) {
    return words.size() >= first.length
        && words.subList(0, first.length).stream().map(Word::text).toList().equals(List.of(first));
  }

  /** What is between its braces, nothing where it has none. */
  List<Directive> inside() {
    return block.orElse(List.of());
  }

  /**
   * Reads a text.
   *
   * @throws IncludeUnreadable where braces or quotes do not match
   */
  static List<Directive> parse(String text) {
    return new Reader(text).block(false);
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    List<Directive> block(boolean inBraces) {
      List<Directive> found = new ArrayList<>();
      List<Word> words = new ArrayList<>();
      while (skipBlanks()) {
        char here = text.charAt(at);
        if (here == '}') {
          closes(inBraces, words);
          return found;
        }
        if (here == ';' || here == '{') {
          found.add(directive(words, here == '{'));
          words = new ArrayList<>();
        } else {
          words.add(word());
        }
      }
      if (inBraces || !words.isEmpty()) {
        throw new IncludeUnreadable("it ends in the middle of a directive");
      }
      return found;
    }

    private void closes(boolean inBraces, List<Word> words) {
      if (!inBraces || !words.isEmpty()) {
        throw new IncludeUnreadable("a } in line " + line() + " that nothing opened");
      }
      at++;
    }

    private Directive directive(List<Word> words, boolean opens) {
      if (words.isEmpty()) {
        throw new IncludeUnreadable("a " + text.charAt(at) + " in line " + line() + " alone");
      }
      int end = at++;
      return new Directive(words, end, opens ? Optional.of(block(true)) : Optional.empty());
    }

    /** To the next word or sign; false at the end. */
    private boolean skipBlanks() {
      while (at < text.length()) {
        char here = text.charAt(at);
        if (here == '#') {
          int newline = text.indexOf('\n', at);
          at = newline < 0 ? text.length() : newline;
        } else if (Character.isWhitespace(here)) {
          at++;
        } else {
          return true;
        }
      }
      return false;
    }

    private Word word() {
      int start = at;
      char quote = text.charAt(at);
      if (quote == '"' || quote == '\'') {
        return quoted(start, quote);
      }
      while (at < text.length() && !endsWord(text.charAt(at))) {
        at++;
      }
      return new Word(text.substring(start, at), start, at);
    }

    private static boolean endsWord(char here) {
      return Character.isWhitespace(here) || here == ';' || here == '{' || here == '}';
    }

    private Word quoted(int start, char quote) {
      at++;
      while (at < text.length() && text.charAt(at) != quote) {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      if (at >= text.length()) {
        throw new IncludeUnreadable("a quote without its end");
      }
      at++;
      return new Word(text.substring(start + 1, at - 1), start, at);
    }

    private long line() {
      return 1 + text.substring(0, at).chars().filter(it -> it == '\n').count();
    }
  }
}
