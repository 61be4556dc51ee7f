package dev.signalbox.chat.page;

import java.util.List;

/** Offers how a line may go on. */
@FunctionalInterface
public interface Completion {

  /**
   * What the last word of the line can become, the likeliest first; a line that ends in a space has
   * an empty last word.
   */
  List<String> complete(String line);
}
