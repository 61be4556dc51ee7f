package dev.signalbox.chat.slack;

import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for Slack's signed HTTP requests: what is not signed, too old, from the future, or was
 * here before, does not come in. Behind it stands Bolt's servlet.
 */
public final class SlackDoor extends HttpServlet {
  /** Where Slack posts to. */
  public static final String PATH = "/slack/events";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(SlackDoor.class);
  private static final int LONGEST = 1_000_000;

  private final transient SlackSeal seal;
  private final transient SlackAppServlet bolt;

  /** A door to this connection, for requests that are signed with the secret. */
  public SlackDoor(SlackConnection connection, String signingSecret, InstantSource clock) {
    this.seal = new SlackSeal(signingSecret, clock);
    this.bolt = new SlackAppServlet(connection.app());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
    if (body.length > LONGEST) {
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    String time = SlackApi.orEmpty(request.getHeader("X-Slack-Request-Timestamp"));
    String signature = SlackApi.orEmpty(request.getHeader("X-Slack-Signature"));
    SlackSeal.Verdict verdict = seal.judge(time, signature, body);
    switch (verdict) {
      case GENUINE -> bolt.service(new Read(request, body), response);
      case REPLAYED -> {
        // What was taken already needs no second answer, and whoever replays learns nothing.
        LOG.warn("a request to {} is a replay and is ignored", PATH);
        response.setStatus(HttpServletResponse.SC_OK);
      }
      case FORGED, OUT_OF_TIME -> {
        LOG.warn("a request to {} is refused: {}", PATH, verdict.reason());
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      }
    }
  }

  /** The request with its body still to be read. */
  private static final class Read extends HttpServletRequestWrapper {
    private final byte[] body;

    Read(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body.clone();
    }

    @Override
    public ServletInputStream getInputStream() {
      ByteArrayInputStream bytes = new ByteArrayInputStream(body);
      return new ServletInputStream() {
        @Override
        public boolean isFinished() {
          return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new UnsupportedOperationException("the body is there already");
        }

        @Override
        public int read() {
          return bytes.read();
        }

        @Override
        public int read(byte[] to, int from, int most) {
          return bytes.read(to, from, most);
        }
      };
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }
}
