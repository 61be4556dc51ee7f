package dev.signalbox.chat;

import dev.signalbox.port.ChatGroups;
import dev.signalbox.port.ChatHistory;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.report.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A platform in memory that remembers what it shows and fails as a test tells it to. */
final class ScriptedPlatform implements ChatPlatform {

  /** One message as its readers see it. */
  record Shown(String reference, String key, Optional<String> thread, Message message) {}

  private final String name;
  private final boolean merges;
  private final Map<String, Shown> shown = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private Function<Message, Optional<Delivery>> answer = _ -> Optional.empty();
  private boolean dies;
  private Optional<ChatGroups> groups = Optional.empty();

  ScriptedPlatform(String name, boolean merges) {
    this.name = name;
    this.merges = merges;
  }

  /** Answers so instead of posting, where the function gives something; it may throw. */
  synchronized ScriptedPlatform answering(Function<Message, Optional<Delivery>> how) {
    answer = how;
    return this;
  }

  /** Shows the next message, and then the connection dies before it can say so. */
  synchronized void dieAfterNextPost() {
    dies = true;
  }

  synchronized List<Shown> shown() {
    return List.copyOf(shown.values());
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public String platform() {
    return name;
  }

  @Override
  public synchronized Delivery post(String channel, Message message, Optional<String> thread) {
    calls.add("post " + message.key());
    Optional<Delivery> said = answer.apply(message);
    if (said.isPresent()) {
      return said.get();
    }
    String reference = "m" + (shown.size() + 1);
    shown.put(reference, new Shown(reference, message.key(), thread, message));
    if (dies) {
      dies = false;
      throw new IllegalStateException("connection reset");
    }
    return new Delivery.Delivered(reference, Optional.of("https://chat/" + reference));
  }

  @Override
  public synchronized Delivery update(String channel, String reference, Message message) {
    calls.add("update " + message.key());
    Optional<Delivery> said = answer.apply(message);
    if (said.isPresent()) {
      return said.get();
    }
    Shown old = shown.get(reference);
    if (old == null) {
      return new Delivery.Refused("unknown message " + reference);
    }
    shown.put(reference, new Shown(reference, old.key(), old.thread(), message));
    return new Delivery.Delivered(reference, Optional.empty());
  }

  @Override
  public synchronized Optional<String> find(String channel, String key) {
    calls.add("find " + key);
    return shown.values().stream()
        .filter(s -> s.key().equals(key))
        .map(Shown::reference)
        .findFirst();
  }

  @Override
  public boolean mergesProgress() {
    return merges;
  }

  @Override
  public Health health() {
    return new Health.Well("in memory");
  }

  @Override
  public Optional<ChatHistory> history() {
    return Optional.empty();
  }

  @Override
  public Optional<ChatGroups> groups() {
    return groups;
  }

  ScriptedPlatform withGroups(ChatGroups reader) {
    groups = Optional.of(reader);
    return this;
  }

  static Delivery later(int seconds) {
    return new Delivery.Later(Duration.ofSeconds(seconds), "rate limited");
  }
}
