package dev.signalbox.chat.terminal;

import dev.signalbox.port.ChatGroups;
import dev.signalbox.port.ChatHistory;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.report.Message;
import dev.signalbox.report.Message.Card;
import dev.signalbox.report.Message.Prompt;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Prints messages. What is printed stays as it is: an update is only printed where a reader would
 * miss it, since the lines of the thread say the same. A message's key is its reference.
 */
public final class TerminalPlatform implements ChatPlatform {
  /** The name under which identities and channels know it. */
  public static final String NAME = "terminal";

  private final TerminalConsole console;
  private final MessageText text;
  private final Set<String> printed = new LinkedHashSet<>();
  private final Set<String> openPrompts = new LinkedHashSet<>();
  private final Map<String, String> phases = new HashMap<>();

  /** Prints to this console. */
  public TerminalPlatform(TerminalConsole console) {
    this.console = console;
    this.text = new MessageText(console.colours());
  }

  @Override
  public String platform() {
    return NAME;
  }

  @Override
  public synchronized Delivery post(String channel, Message message, Optional<String> thread) {
    printed.add(message.key());
    show(message, true);
    return new Delivery.Delivered(message.key(), Optional.empty());
  }

  /** What an earlier process printed has scrolled away with it: an open prompt is printed again. */
  @Override
  public synchronized Delivery update(String channel, String reference, Message message) {
    boolean unseen = printed.add(reference);
    show(message, unseen && message.content() instanceof Prompt prompt && prompt.open());
    return new Delivery.Delivered(reference, Optional.empty());
  }

  @Override
  public synchronized Optional<String> find(String channel, String key) {
    return printed.contains(key) ? Optional.of(key) : Optional.empty();
  }

  @Override
  public boolean mergesProgress() {
    return false;
  }

  @Override
  public Health health() {
    return new Health.Well("part of this process");
  }

  @Override
  public Optional<ChatHistory> history() {
    return Optional.empty(); // Nobody types at a terminal whose process is gone.
  }

  @Override
  public Optional<ChatGroups> groups() {
    return Optional.empty();
  }

  /** The key of the newest prompt that is open: what a reaction here is put on. */
  synchronized Optional<String> newestOpenPrompt() {
    return openPrompts.stream().reduce((_, newer) -> newer);
  }

  private void show(Message message, boolean fresh) {
    switch (message.content()) {
      case Card card -> card(message, card);
      case Prompt prompt -> {
        if (fresh) {
          console.print(text.of(message));
        }
        if (prompt.open()) {
          openPrompts.add(message.key());
        } else {
          openPrompts.remove(message.key());
        }
      }
      case Message.Notice _ -> {
        if (fresh) {
          console.print(text.of(message));
        }
      }
    }
  }

  /** A script reads the lines of the thread; a person likes to see where it stands. */
  private void card(Message message, Card card) {
    String before = phases.put(message.key(), card.phase());
    if (console.interactive() && !card.phase().equals(before)) {
      console.print(text.of(message));
    }
  }
}
