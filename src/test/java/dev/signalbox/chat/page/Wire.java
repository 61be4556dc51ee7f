package dev.signalbox.chat.page;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Speaks HTTP by hand, so that every header can be forged. */
final class Wire {

  private final int port;
  private final Map<String, String> cookies = new TreeMap<>();

  Wire(int port) {
    this.port = port;
  }

  /** What came back. */
  record Answer(int status, List<String> head, String body) {

    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ": ";
      return head.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()))
          .findFirst();
    }
  }

  Answer get(String path, String... headers) throws IOException {
    return send("GET", path, "", headers);
  }

  Answer post(String path, String body, String... headers) throws IOException {
    return send("POST", path, body, headers);
  }

  /** Announces a body of so many bytes, and waits for the answer before sending any of it. */
  Answer announce(String path, int length, String... headers) throws IOException {
    return send("POST", path, length, new byte[0], headers);
  }

  /** Sends with the cookies that were set so far, and with these headers, such as {@code A: b}. */
  Answer send(String method, String path, String body, String... headers) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return send(method, path, bytes.length, bytes, headers);
  }

  private Answer send(String method, String path, int length, byte[] bytes, String... headers)
      throws IOException {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    List<String> given = List.of(headers);
    if (given.stream().noneMatch(each -> each.startsWith("Host:"))) {
      request.append("Host: localhost:").append(port).append("\r\n");
    }
    given.forEach(each -> request.append(each).append("\r\n"));
    if (!cookies.isEmpty()) {
      request.append("Cookie: ");
      cookies.forEach((name, value) -> request.append(name + "=" + value + "; "));
      request.append("\r\n");
    }
    request.append("Content-Length: " + length + "\r\nConnection: close\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private Answer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    List<String> head = text.substring(0, end).lines().toList();
    head.stream()
        .filter(line -> line.startsWith("Set-Cookie: "))
        .map(line -> line.substring("Set-Cookie: ".length()))
        .forEach(this::remember);
    return new Answer(
        Integer.parseInt(head.getFirst().substring(9, 12)), head, text.substring(end + 4));
  }

  private void remember(String cookie) {
    int equals = cookie.indexOf('=');
    int semicolon = cookie.indexOf(';');
    cookies.put(
        cookie.substring(0, equals),
        cookie.substring(equals + 1, semicolon < 0 ? cookie.length() : semicolon));
  }
}
