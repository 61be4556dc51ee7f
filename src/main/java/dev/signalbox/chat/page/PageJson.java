package dev.signalbox.chat.page;

import dev.signalbox.port.ChannelArchive.Content;
import dev.signalbox.port.ChannelArchive.Entry;
import dev.signalbox.report.Attachment;
import dev.signalbox.report.Curves;
import dev.signalbox.report.Message;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes what the browser reads. It has a mapper of its own: the scripts of the page rely on it, so
 * an application-wide setting must not change it. Durations are milliseconds.
 */
final class PageJson {

  private final JsonMapper mapper =
      JsonMapper.builder().addModule(new SimpleModule().addSerializer(new Millis())).build();

  String write(Object value) {
    return mapper.writeValueAsString(value);
  }

  /** One entry, as the scripts want it. */
  Map<String, Object> view(Entry entry) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("sequence", entry.sequence());
    view.put("position", entry.position());
    view.put("key", entry.key());
    view.put("thread", entry.thread());
    view.put("ordinal", entry.ordinal());
    view.put("replies", entry.replies());
    view.put("at", entry.at());
    view.put("reactions", entry.reactions());
    switch (entry.content()) {
      case Content.Typed(var person, var line) -> {
        view.put("kind", "typed");
        view.put("person", person);
        view.put("content", Map.of("text", line));
      }
      case Content.Posted(var message) -> {
        view.put("kind", kind(message.content()));
        view.put("mentions", message.mentions());
        view.put("content", message.content());
        view.put("attachments", message.attachments().stream().map(PageJson::attached).toList());
      }
    }
    return view;
  }

  private static Map<String, Object> attached(Attachment attachment) {
    return switch (attachment) {
      case Attachment.LongText text -> Map.of("title", text.title(), "text", text.text());
      case Attachment.Curve curve ->
          Map.of("title", curve.title(), "said", Curves.said(curve), "curve", curve.measured());
    };
  }

  private static String kind(Message.Content content) {
    return switch (content) {
      case Message.Notice _ -> "notice";
      case Message.Card _ -> "card";
      case Message.Prompt _ -> "prompt";
    };
  }

  private static final class Millis extends StdSerializer<Duration> {

    private Millis() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
      json.writeNumber(BigDecimal.valueOf(value.toNanos(), 6).stripTrailingZeros());
    }
  }
}
