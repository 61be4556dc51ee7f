package dev.signalbox.lab.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Short answers of the lab's servers. */
public final class Text {
  private Text() {}

  /** Answers with plain text in UTF-8. */
  public static void plain(Response response, int status, String text, Callback callback) {
    write(response, status, "text/plain;charset=utf-8", text, callback);
  }

  /** Answers with a JSON document. */
  public static void json(Response response, int status, String json, Callback callback) {
    write(response, status, "application/json", json, callback);
  }

  private static void write(
      Response response, int status, String type, String text, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    Content.Sink.write(response, true, text, callback);
  }
}
