package dev.signalbox.app.config;

import static dev.signalbox.app.config.Inherited.or;

import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.SmokeCheck.Common;
import dev.signalbox.deployment.TextRule;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one smoke check of whatever kind. */
final class SmokeCheckReader {

  private static final Pattern METHOD = Pattern.compile("[A-Z]+");

  private final Problems problems;

  SmokeCheckReader(Problems problems) {
    this.problems = problems;
  }

  /** Empty where it is of no kind, or of several. */
  Optional<SmokeCheck> read(String field, SmokeProperties.Check check) {
    long kinds =
        Stream.of(check.path(), check.tcp(), check.dns(), check.command())
            .filter(Objects::nonNull)
            .count();
    if (kinds != 1) {
      problems.add(
          kinds == 0 ? field + ".path" : field,
          kinds == 0 ? "''" : "several kinds of check",
          kinds == 0
              ? "a path that begins with a slash, or a tcp, dns or command check"
              : "one of path, tcp, dns and command");
      return Optional.empty();
    }
    if (check.tcp() != null) {
      return Optional.of(tcp(field, check, check.tcp()));
    }
    if (check.dns() != null) {
      return Optional.of(dns(field, check, check.dns()));
    }
    return Optional.of(
        check.command() != null
            ? command(field, check, check.command())
            : http(field, check, or(check.path(), "")));
  }

  private Common common(String field, SmokeProperties.Check check, String otherwise) {
    Integer attempts = check.attempts();
    if (attempts != null) {
      problems.atLeast(field + ".attempts", 1, attempts);
    }
    return new Common(
        or(check.name(), otherwise),
        problems.positive(field + ".within", check.within()),
        attempts == null ? OptionalInt.empty() : OptionalInt.of(attempts),
        check.atGate());
  }

  private SmokeCheck http(String field, SmokeProperties.Check check, String path) {
    if (!path.startsWith("/")) {
      problems.add(field + ".path", "'" + path + "'", "a path that begins with a slash");
    }
    if (!METHOD.matcher(check.method()).matches()) {
      problems.add(field + ".method", "'" + check.method() + "'", "a method such as GET or POST");
    }
    for (int status : check.status()) {
      if (status < 100 || status > 599) {
        problems.add(field + ".status", status, "an HTTP status, such as 200");
      }
    }
    if (check.trust() != null && !Files.isReadable(check.trust())) {
      problems.add(
          field + ".trust",
          "'" + check.trust() + "', which cannot be read",
          "a file with certificates in PEM");
    }
    SmokeCheck.Connection connection =
        new SmokeCheck.Connection(
            Optional.ofNullable(check.host()),
            Optional.ofNullable(check.trust()),
            check.followRedirects());
    return new SmokeCheck.Http(
        common(field, check, path),
        new SmokeCheck.Request(
            check.method(),
            path,
            check.requestHeaders(),
            Optional.ofNullable(check.requestBody()),
            connection),
        answer(field, check));
  }

  private SmokeCheck.Answer answer(String field, SmokeProperties.Check check) {
    Map<String, TextRule> headers = new LinkedHashMap<>();
    check.headers().forEach((name, value) -> headers.put(name, new TextRule.Is(value)));
    check
        .headerMatches()
        .forEach(
            (name, regex) ->
                headers.put(name, matches(field + ".header-matches." + Fields.key(name), regex)));
    return new SmokeCheck.Answer(
        Set.copyOf(check.status()),
        headers,
        rules(field + ".body", check.bodyContains(), check.bodyMatches()),
        json(field, check.json()));
  }

  private Map<String, TextRule> json(String field, List<SmokeProperties.Json> written) {
    Map<String, TextRule> rules = new LinkedHashMap<>();
    for (int i = 0; i < written.size(); i++) {
      SmokeProperties.Json json = written.get(i);
      String at = field + ".json[" + i + "]";
      String pointer = or(json.pointer(), "");
      if (!pointer.isEmpty() && !pointer.startsWith("/")) {
        problems.add(at + ".pointer", "'" + pointer + "'", "one such as /status (RFC 6901)");
      }
      if (json.is() != null) {
        rules.put(pointer, new TextRule.Is(json.is()));
      } else if (json.matches() != null) {
        rules.put(pointer, matches(at + ".matches", json.matches()));
      } else {
        problems.add(at + ".is", "nothing", "the text that must be there");
      }
    }
    return rules;
  }

  private List<TextRule> rules(String field, @Nullable String contains, @Nullable String matches) {
    List<TextRule> rules = new ArrayList<>();
    if (contains != null) {
      rules.add(new TextRule.Contains(contains));
    }
    if (matches != null) {
      rules.add(matches(field + "-matches", matches));
    }
    return rules;
  }

  private TextRule matches(String field, String regex) {
    try {
      // What stands for something else is no part of the expression yet.
      var _ = Pattern.compile(regex.replaceAll("\\{(version|target|url|host|port)\\}", "x"));
    } catch (PatternSyntaxException e) {
      problems.add(field, "'" + regex + "'", "a regular expression: " + e.getDescription());
    }
    return new TextRule.Matches(regex);
  }

  private SmokeCheck tcp(String field, SmokeProperties.Check check, SmokeProperties.Tcp tcp) {
    String at = tcp.at();
    if (at != null && !at.contains(":")) {
      problems.add(field + ".tcp.at", "'" + at + "'", "host and port, such as {host}:5432");
    }
    return new SmokeCheck.Tcp(
        common(field, check, "tcp " + or(at, "{host}:{port}")),
        Optional.ofNullable(at),
        Optional.ofNullable(tcp.send()),
        rules(field + ".tcp.answer", tcp.answerContains(), tcp.answerMatches()).stream()
            .findFirst());
  }

  private SmokeCheck dns(String field, SmokeProperties.Check check, SmokeProperties.Dns dns) {
    String name = or(dns.name(), "");
    if (name.isEmpty()) {
      problems.add(field + ".dns.name", "nothing", "the name to ask for, such as shop.example");
    }
    return new SmokeCheck.Dns(
        common(field, check, dns.type() + " of " + name),
        name,
        dns.type(),
        Optional.ofNullable(dns.server()),
        dns.records());
  }

  private SmokeCheck command(
      String field, SmokeProperties.Check check, SmokeProperties.Program command) {
    if (command.argv().isEmpty()) {
      problems.add(field + ".command.argv", "nothing", "a program and its arguments");
    }
    return new SmokeCheck.Command(
        common(field, check, command.argv().isEmpty() ? "" : command.argv().getFirst()),
        command.argv(),
        command.environment(),
        command.exitCode(),
        rules(field + ".command.output", command.outputContains(), command.outputMatches()).stream()
            .findFirst());
  }
}
