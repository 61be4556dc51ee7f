package dev.signalbox.fleet.ci;

import dev.signalbox.topology.Lane;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for the calls of CI systems, one address for each lane that takes them. What is not
 * signed, too old, from the future, or was here before, does not come in; and what comes in only
 * makes the bot look at a run.
 */
public final class CiDoor extends HttpServlet {
  /** Below it is one address for each lane: its application and its stage. */
  public static final String PATH = "/ci/";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(CiDoor.class);
  private static final int LONGEST = 16_384;

  private final transient Map<String, CiCalls> calls = new LinkedHashMap<>();

  /** A door to these lanes. */
  public CiDoor(Map<Lane, CiCalls> lanes) {
    lanes.forEach((lane, its) -> calls.put(pathOf(lane), its));
  }

  /** Where a lane is called. */
  public static String pathOf(Lane lane) {
    return PATH + lane.application().name() + "/" + lane.stage().name();
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<CiCalls> lane = Optional.ofNullable(calls.get(request.getRequestURI()));
    if (lane.isEmpty()) {
      answer(response, HttpServletResponse.SC_NOT_FOUND, "no lane takes calls here");
      return;
    }
    byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
    if (body.length > LONGEST) {
      answer(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "this is too long");
      return;
    }
    CiCalls.Answer answer =
        lane.get()
            .take(
                header(request, "Signalbox-Timestamp"),
                header(request, "Signalbox-Signature"),
                body);
    if (!answer.taken()) {
      // The address is one of ours; nothing of what the caller wrote goes into the log.
      LOG.warn("a call to {} is refused: {}", request.getRequestURI(), answer.text());
    }
    answer(response, answer.status(), answer.text());
  }

  private static String header(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name)).orElse("");
  }

  private static void answer(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getWriter().println(text);
  }
}
