package dev.signalbox.chat.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.signalbox.chat.slack.StrictApi.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The upload of files in three steps. */
final class StrictFiles {
  /** A file that was shared. */
  record Shared(String channel, String thread, String name, String text) {}

  private final StrictSlack slack;
  private final Map<String, String> begun = new ConcurrentHashMap<>();
  private final Map<String, Integer> lengths = new ConcurrentHashMap<>();
  private final Map<String, byte[]> sent = new ConcurrentHashMap<>();
  private final List<Shared> shared = new ArrayList<>();

  StrictFiles(StrictSlack slack) {
    this.slack = slack;
  }

  synchronized List<Shared> shared() {
    return List.copyOf(shared);
  }

  JsonObject begin(Map<String, String> form) {
    if (form.getOrDefault("filename", "").isEmpty()
        || form.getOrDefault("length", "0").equals("0")) {
      throw new Refused("invalid_arguments");
    }
    String id = "F" + slack.nextTs().replace(".", "");
    begun.put(id, form.get("filename"));
    lengths.put(id, Integer.parseInt(form.get("length")));
    JsonObject answer = StrictApi.ok("upload_url", slack.api().resolve("/upload/") + id);
    answer.addProperty("file_id", id);
    return answer;
  }

  boolean send(String id, byte[] bytes) {
    if (!begun.containsKey(id) || lengths.getOrDefault(id, 0) != bytes.length) {
      return false;
    }
    sent.put(id, bytes);
    return true;
  }

  synchronized JsonObject complete(Map<String, String> form) {
    JsonArray files = JsonParser.parseString(form.getOrDefault("files", "[]")).getAsJsonArray();
    files.forEach(file -> share(file.getAsJsonObject().get("id").getAsString(), form));
    JsonObject answer = StrictApi.ok();
    answer.add("files", files);
    return answer;
  }

  private void share(String id, Map<String, String> form) {
    byte[] bytes = sent.get(id);
    if (bytes == null) {
      throw new Refused("file_not_found");
    }
    String channel = form.getOrDefault("channel_id", "");
    String thread = form.getOrDefault("thread_ts", "");
    shared.add(
        new Shared(
            channel,
            thread,
            begun.getOrDefault(id, ""),
            new String(bytes, StandardCharsets.UTF_8)));
    StrictSlack.Channel into = slack.channels.get(channel);
    if (into == null) {
      return; // A direct message.
    }
    JsonObject message = new JsonObject();
    message.addProperty("type", "message");
    message.addProperty("subtype", "file_share");
    message.addProperty("text", "");
    message.addProperty("user", StrictSlack.BOT);
    JsonObject file = new JsonObject();
    file.addProperty("id", id);
    file.addProperty("name", begun.getOrDefault(id, ""));
    JsonArray list = new JsonArray();
    list.add(file);
    message.add("files", list);
    if (!thread.isEmpty()) {
      message.addProperty("thread_ts", thread);
    }
    slack.put(into, message);
  }
}
