package dev.signalbox.probe.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a target answered.
 *
 * @param took from the request to the last byte
 */
record Answer(HttpResponse<Body> response, Duration took) {

  /** Of a longer body only this much is kept. */
  static final int LONGEST_BODY = 256 * 1024;

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset=\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

  /** Reads to the end, so that the time is that of the whole answer, but keeps a limited part. */
  static HttpResponse.BodyHandler<Body> limited() {
    return _ -> {
      Body body = new Body();
      return HttpResponse.BodySubscribers.mapping(
          HttpResponse.BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(body::add)),
          _ -> body);
    };
  }

  /** The body as text, in the character set that the answer names, or else UTF-8. */
  String text() {
    return new String(response.body().bytes(), charset());
  }

  private Charset charset() {
    Optional<String> name =
        response
            .headers()
            .firstValue("Content-Type")
            .map(CHARSET::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1));
    try {
      return name.map(Charset::forName).orElse(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      // A name that means nothing here; what is looked for is ASCII more often than not.
      return StandardCharsets.UTF_8;
    }
  }

  /** A body, or its beginning. */
  static final class Body {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean whole = true;

    private void add(byte[] part) {
      int room = LONGEST_BODY - kept.size();
      kept.write(part, 0, Math.min(room, part.length));
      whole &= part.length <= room;
    }

    byte[] bytes() {
      return kept.toByteArray();
    }

    /** False where something was left out. */
    boolean whole() {
      return whole;
    }
  }
}
