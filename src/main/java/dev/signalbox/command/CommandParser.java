package dev.signalbox.command;

import dev.signalbox.command.Command.ExportAudit.Format;
import dev.signalbox.deployment.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what people type. A line is for the bot when it begins with a slash, or with the bot's
 * name; everything else is talk between people. Never throws: what cannot be understood is answered
 * with the reason and the usage.
 */
public final class CommandParser {

  /** Longer lines are not looked at; a reason has at most 500 characters. */
  static final int LONGEST_LINE = 4_000;

  private static final int ENTRIES_UNSAID = 10;
  private static final Pattern FOR_US =
      Pattern.compile(
          "(?:[@/]?signalbox(?=[:,\\s\\p{Z}]|\\z)[:,]?[\\s\\p{Z}]*)?/?(?<rest>.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern ADDRESSED =
      Pattern.compile("/|@?signalbox(?=[:,\\s\\p{Z}]|\\z)", Pattern.CASE_INSENSITIVE);

  private final Vocabulary vocabulary;

  /** A parser that knows these applications and stages. */
  public CommandParser(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Whether the line is for the bot, as opposed to talk between people. */
  public static boolean isAddressed(String line) {
    return ADDRESSED.matcher(Typed.fromFirstMark(line)).lookingAt();
  }

  /** What the line means. */
  public Parsed parse(String line) {
    String text = Typed.fromFirstMark(line);
    if (!ADDRESSED.matcher(text).lookingAt()) {
      return new Parsed.NotForUs();
    }
    if (text.length() > LONGEST_LINE) {
      return new Parsed.NotUnderstood(
          "The line has "
              + Figures.count(text.length())
              + " characters: write at most "
              + Figures.count(LONGEST_LINE)
              + ".");
    }
    Matcher matcher = FOR_US.matcher(text);
    List<String> words = matcher.matches() ? Typed.words(matcher.group("rest")) : List.of();
    if (words.isEmpty()) {
      return new Parsed.Understood(new Command.Help(Optional.empty()));
    }
    return Verb.of(words.getFirst())
        .map(verb -> understand(verb, words.subList(1, words.size())))
        .orElseGet(() -> unknown(words.getFirst()));
  }

  private Parsed understand(Verb verb, List<String> words) {
    try {
      Arguments arguments = new Arguments(verb, words, vocabulary);
      Command command = read(verb, arguments);
      arguments.end();
      return new Parsed.Understood(command);
    } catch (Mistake mistake) {
      return new Parsed.NotUnderstood(mistake.reason() + " Usage: " + verb.usage());
    }
  }

  private static Parsed unknown(String word) {
    String bare = word.startsWith("/") ? word.substring(1) : word;
    return new Parsed.NotUnderstood(
        "There is no command "
            + Typed.quoted("/" + bare)
            + "."
            + Nearest.hint(bare, Verb.words(), "/")
            + " /help lists them all.");
  }

  private static Command read(Verb verb, Arguments a) {
    return switch (verb) {
      case DEPLOY -> new Command.Deploy(a.version(), a.strategy(), a.where());
      case PLAN -> new Command.ShowPlan(a.version(), a.strategy(), a.where());
      case APPROVE -> new Command.Approve(a.id());
      case REJECT -> new Command.Reject(a.id(), a.neededReason());
      case ABORT -> new Command.Abort(a.id(), a.reason());
      case ROLLBACK -> new Command.RollBack(a.id(), a.where(), a.reason());
      case RETRY -> new Command.Retry(a.id());
      case ABANDON -> new Command.Abandon(a.id(), a.neededReason());
      case STATUS -> new Command.ShowStatus(a.where());
      case HISTORY -> new Command.ShowHistory(a.where(), a.count(ENTRIES_UNSAID));
      case AUDIT -> audit(a);
      case HOLD -> hold(a);
      case RELEASE -> new Command.ReleaseScope(a.scope());
      case CHECK -> new Command.Check(a.where());
      case WHOAMI -> new Command.WhoAmI();
      case HELP -> new Command.Help(a.word().map(CommandParser::topic));
    };
  }

  private static Command audit(Arguments a) {
    if (a.next("verify")) {
      return new Command.VerifyAudit();
    }
    if (a.next("export")) {
      return new Command.ExportAudit(format(a), a.id());
    }
    return new Command.ShowAudit(a.id());
  }

  private static Format format(Arguments a) {
    if (a.next("csv")) {
      return Format.CSV;
    }
    if (a.next("jsonl")) {
      return Format.JSONL;
    }
    throw new Mistake("Export as what: csv or jsonl?");
  }

  private static Command hold(Arguments a) {
    Optional<Duration> before = a.time();
    Command.Scope scope = a.scope();
    Optional<Duration> behind = a.time();
    if (before.isPresent() && behind.isPresent()) {
      throw new Mistake("The time is given twice.");
    }
    return new Command.HoldScope(scope, a.neededReason(), before.or(() -> behind));
  }

  private static String topic(String word) {
    return Verb.of(word)
        .map(Verb::word)
        .orElseThrow(
            () ->
                new Mistake(
                    "There is no command "
                        + Typed.quoted(word)
                        + "."
                        + Nearest.hint(word.replaceFirst("^/", ""), Verb.words(), "/")));
  }
}
