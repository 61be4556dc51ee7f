package dev.signalbox.chat.discord.strict;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * One request, read wholly.
 *
 * @param path its parts below {@code /api/v10}
 * @param json its JSON; of a multipart body, the part {@code payload_json}
 * @param files of a multipart body, by file name
 */
record Request(
    String method,
    List<String> path,
    Map<String, String> query,
    JsonNode json,
    Map<String, byte[]> files) {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
  private static final Pattern FILE = Pattern.compile("filename=\"([^\"]*)\"");

  static Request read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String raw = exchange.getRequestURI().getRawPath().replaceFirst("^/api/v10/?", "");
    List<String> path = new ArrayList<>();
    for (String part : raw.split("/", -1)) {
      path.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
    }
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    Map<String, byte[]> files = new LinkedHashMap<>();
    JsonNode json =
        type.startsWith("multipart/form-data")
            ? parts(body, type, files)
            : Json.read(body.length == 0 ? "{}" : new String(body, StandardCharsets.UTF_8));
    return new Request(
        exchange.getRequestMethod(),
        path,
        query(exchange.getRequestURI().getRawQuery()),
        json,
        files);
  }

  /** The parts, as one knows them by: {@code channels * messages}. */
  boolean is(String wanted, String... pattern) {
    if (!method.equals(wanted) || path.size() != pattern.length) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      if (!pattern[i].equals("*") && !pattern[i].equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }

  String at(int index) {
    return path.get(index);
  }

  int limit(int usual, int most) {
    int limit = Integer.parseInt(query.getOrDefault("limit", Integer.toString(usual)));
    if (limit < 1 || limit > most) {
      throw Refusal.invalid("limit", "int value should be between 1 and " + most);
    }
    return limit;
  }

  private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        String[] sides = pair.split("=", 2);
        query.put(
            sides[0], sides.length < 2 ? "" : URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static JsonNode parts(byte[] body, String type, Map<String, byte[]> files) {
    Matcher boundary = BOUNDARY.matcher(type);
    if (!boundary.find()) {
      throw Refusal.invalid("body", "no boundary");
    }
    // Latin-1 keeps each byte as one character.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    JsonNode json = Json.object();
    for (String part : text.split(Pattern.quote("--" + boundary.group(1)), -1)) {
      int head = part.indexOf("\r\n\r\n");
      if (head < 0) {
        continue;
      }
      byte[] content =
          part.substring(head + 4, part.length() - 2).getBytes(StandardCharsets.ISO_8859_1);
      Matcher file = FILE.matcher(part.substring(0, head));
      if (file.find()) {
        String name =
            new String(file.group(1).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        files.put(name, content);
      } else {
        json = Json.read(new String(content, StandardCharsets.UTF_8));
      }
    }
    return json;
  }
}
