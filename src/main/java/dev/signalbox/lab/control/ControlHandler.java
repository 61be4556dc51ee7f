package dev.signalbox.lab.control;

import dev.signalbox.lab.control.told.Json;
import dev.signalbox.lab.fault.Fault;
import dev.signalbox.lab.fault.Faults;
import dev.signalbox.lab.http.Text;
import dev.signalbox.lab.site.SiteProblem;
import dev.signalbox.lab.state.LabStateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests to the control API, each in a thread of its own.
 *
 * <p>It listens on loopback, but a page in somebody's browser can reach that too; so it wants its
 * own name as the host, and JSON where something changes, neither of which such a page can send.
 */
final class ControlHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(ControlHandler.class);
  private static final int LARGEST_BODY = 64 * 1024;
  private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private final List<Operation> operations;
  private final Faults faults;

  private record Chosen(Operation operation, Call call) {}

  ControlHandler(List<Operation> operations, Faults faults) {
    this.operations = operations;
    this.faults = faults;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws IOException, InterruptedException {
    Line line = new Line(request, response, callback);
    Optional<Answer> unfit = refuse(request);
    Optional<Chosen> chosen = unfit.isPresent() ? Optional.empty() : choose(request);
    if (chosen.isPresent()) {
      answer(chosen.get(), line);
    } else {
      line.write(unfit.orElseGet(() -> unknown(request)));
    }
    return true;
  }

  private static Answer unknown(Request request) {
    return Answer.problem(
        404,
        "There is no operation %s %s."
            .formatted(request.getMethod(), Request.getPathInContext(request)));
  }

  private static Optional<Answer> refuse(Request request) {
    if (!OWN_NAMES.contains(String.valueOf(Request.getServerName(request)))) {
      return Optional.of(Answer.problem(403, "The control API is for this machine only."));
    }
    String type = String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
    boolean changes = Set.of("POST", "PUT").contains(request.getMethod());
    if (changes && !type.startsWith("application/json")) {
      return Optional.of(Answer.problem(415, "Send the body as application/json."));
    }
    return Optional.empty();
  }

  private Optional<Chosen> choose(Request request) throws IOException {
    String path = Request.getPathInContext(request);
    for (Operation operation : operations) {
      Optional<Map<String, String>> names = operation.fits(path);
      if (names.isPresent() && operation.method().equals(request.getMethod())) {
        Call call = new Call(names.get(), query(request), body(request));
        return Optional.of(new Chosen(operation, call));
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> query(Request request) {
    Map<String, String> query = new HashMap<>();
    Request.extractQueryParameters(request)
        .forEach(field -> query.put(field.getName(), field.getValue()));
    return query;
  }

  private static String body(Request request) throws IOException {
    try (InputStream content = Content.Source.asInputStream(request)) {
      return new String(content.readNBytes(LARGEST_BODY), StandardCharsets.UTF_8);
    }
  }

  private void answer(Chosen chosen, Line line) throws InterruptedException {
    Call call = chosen.call();
    Optional<Fault> fault =
        faults.strikeRequest(chosen.operation().name(), call.lane(), call.subject());
    if (fault.isPresent()) {
      answer(chosen, fault.get(), line);
    } else {
      line.write(act(chosen));
    }
  }

  private void answer(Chosen chosen, Fault fault, Line line) throws InterruptedException {
    switch (fault.effect()) {
      case REFUSE -> line.write(Answer.problem(503, "A fault was put in: refused."));
      case LOSE_REQUEST -> line.cut();
      case LOSE_ANSWER -> {
        var _ = act(chosen);
        line.cut();
      }
      case SLOW -> {
        faults.delay(fault);
        line.write(act(chosen));
      }
      case FAIL, HANG -> throw new IllegalStateException(fault + " strikes work, not requests");
    }
  }

  private static Answer act(Chosen chosen) throws InterruptedException {
    try {
      return chosen.operation().action().answer(chosen.call());
    } catch (Call.BadCallException | IllegalArgumentException odd) {
      return Answer.problem(400, String.valueOf(odd.getMessage()));
    } catch (SiteProblem.Unknown unknown) {
      return Answer.problem(404, String.valueOf(unknown.getMessage()));
    } catch (SiteProblem.Conflict conflict) {
      return Answer.problem(422, String.valueOf(conflict.getMessage()));
    } catch (LabStateException unsaved) {
      return Answer.problem(507, String.valueOf(unsaved.getMessage()));
    } catch (RuntimeException bug) {
      LOG.error("{} failed", chosen.operation().name(), bug);
      return Answer.problem(500, "The lab has a fault of its own: " + bug);
    }
  }

  /** Back to the caller. */
  private record Line(Request request, Response response, Callback callback) {
    void write(Answer answer) {
      Text.json(response, answer.status(), Json.MAPPER.writeValueAsString(answer.body()), callback);
    }

    void cut() {
      request.getConnectionMetaData().getConnection().getEndPoint().close();
      callback.succeeded();
    }
  }
}
