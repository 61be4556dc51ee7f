package dev.signalbox.chat.terminal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A console whose lines a test has written. */
final class TypedConsole implements TerminalConsole {
  final StringBuilder out = new StringBuilder();
  private final Deque<String> lines;
  boolean interactive;

  TypedConsole(String... lines) {
    this.lines = new ArrayDeque<>(List.of(lines));
  }

  synchronized String printed() {
    return out.toString();
  }

  @Override
  public Optional<String> readLine() {
    return Optional.ofNullable(lines.poll());
  }

  @Override
  public synchronized void print(String text) {
    out.append(text).append("\n");
  }

  @Override
  public boolean interactive() {
    return interactive;
  }

  @Override
  public boolean colours() {
    return false;
  }

  @Override
  public void close() {}
}
