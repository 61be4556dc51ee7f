package dev.signalbox.chat.page;

import java.util.List;

/** Offers what a line may become. */
@FunctionalInterface
public interface Completion {

  /** Whole lines that begin with, or correct, what was typed so far; the likeliest first. */
  List<String> complete(String line);
}
