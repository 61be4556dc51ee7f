package dev.signalbox.traffic.command;

import dev.signalbox.deployment.Excerpt;
import dev.signalbox.port.Machine;
import dev.signalbox.port.Machine.Ended;
import dev.signalbox.port.Machine.Program;
import dev.signalbox.port.PortFailure;
import dev.signalbox.topology.Lane;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a router by its program, and reads the answer.
 *
 * <p>The exit code says what happened: 0 done, 10 something else is live, 11 refused, 12 the router
 * cannot be reached. All but the first promise that nothing was changed. Any other code, a
 * time-out, or an answer that cannot be read, promises nothing: after a question the router counts
 * as unreachable, after a change its outcome as unknown.
 */
public final class CommandRouter {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MISMATCH = 10;
  private static final int REFUSED = 11;
  private static final int UNREACHABLE = 12;
  private static final int LONGEST = 400;

  private final Calling calling;
  private final Machine machine;
  private final Map<String, String> lane;

  /** The router of one lane, whose program is run on a machine. */
  public CommandRouter(Calling calling, Machine machine, Lane lane) {
    this.calling = calling;
    this.machine = machine;
    this.lane = Map.of("application", lane.application().name(), "stage", lane.stage().name());
  }

  Duration statedWait() {
    return calling.statedWait();
  }

  /** Asks for something that changes nothing; a refusal is an outage, too. */
  JsonNode ask(Template template, Map<String, String> values) {
    List<String> argv = argv(template, values);
    Ended ended;
    try {
      ended = run(argv);
    } catch (PortFailure.OutcomeUnknown e) {
      throw new PortFailure.Unreachable(e.reason(), e);
    }
    if (ended instanceof Ended.Exited(int code, String out, String _) && code == 0) {
      return json(argv, out);
    }
    throw unreachable(argv, said(ended));
  }

  /** Asks for a change. */
  Reply change(Template template, Map<String, String> values) {
    List<String> argv = argv(template, values);
    Ended ended = run(argv);
    if (ended instanceof Ended.NotStarted(String reason)) {
      return new Reply.Refused(argv.getFirst() + " could not be started: " + reason);
    }
    if (!(ended instanceof Ended.Exited(int code, String out, String printed))) {
      throw unknown(argv, said(ended));
    }
    return switch (code) {
      case 0 -> new Reply.Good(answer(out));
      case MISMATCH -> new Reply.Mismatch(answer(out).path("live").asString(""));
      case REFUSED -> new Reply.Refused(reason(argv, out, printed));
      case UNREACHABLE -> throw unreachable(argv, reason(argv, out, printed));
      default -> throw unknown(argv, said(ended));
    };
  }

  private List<String> argv(Template template, Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>(lane);
    all.putAll(values);
    return template.with(all);
  }

  private Ended run(List<String> argv) {
    return machine.run(
        new Program(argv, calling.given(), "", calling.timeout()), _ -> {}, () -> false);
  }

  private JsonNode json(List<String> argv, String out) {
    try {
      JsonNode answer = JSON.readTree(out);
      if (answer.isObject()) {
        return answer;
      }
    } catch (JacksonException _) {
      // Said below, as what is no object.
    }
    throw unreachable(argv, "printed no JSON object: " + oneLine(out));
  }

  /** After a change, which has happened whatever was printed about it. */
  private static JsonNode answer(String out) {
    try {
      return JSON.readTree(out.isBlank() ? "{}" : out);
    } catch (JacksonException _) {
      return JSON.createObjectNode();
    }
  }

  private String reason(List<String> argv, String out, String printed) {
    String reason = answer(out).path("reason").asString("");
    String said = oneLine(reason.isEmpty() ? printed : reason);
    return said.isEmpty() ? argv.getFirst() + " gives no reason" : said;
  }

  private String said(Ended ended) {
    return switch (ended) {
      case Ended.Exited(int code, String _, String printed) -> "ended with " + code + told(printed);
      case Ended.Killed(String signal, String printed) -> "was killed by " + signal + told(printed);
      case Ended.TimedOut(String printed) -> "took too long and was killed" + told(printed);
      case Ended.Stopped(String printed) -> "was stopped" + told(printed);
      case Ended.NotStarted(String reason) -> "could not be started: " + reason;
    };
  }

  private String told(String printed) {
    String line = oneLine(printed);
    return line.isEmpty() ? "" : ": " + line;
  }

  private String oneLine(String printed) {
    return Excerpt.of(calling.shown(printed).strip().replaceAll("\\s*\\R\\s*", "; "), LONGEST);
  }

  private PortFailure unreachable(List<String> argv, String what) {
    return new PortFailure.Unreachable(words(argv, what), null);
  }

  private PortFailure unknown(List<String> argv, String what) {
    return new PortFailure.OutcomeUnknown(words(argv, what), null);
  }

  private String words(List<String> argv, String what) {
    return argv.getFirst() + " on " + machine.name() + " " + what;
  }

  /** A failure to read an answer. */
  PortFailure unreadable(Template template, String why, @Nullable JsonNode answer) {
    return unreachable(template.argv(), "answered " + oneLine(String.valueOf(answer)) + ": " + why);
  }
}
