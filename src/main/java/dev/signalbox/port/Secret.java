package dev.signalbox.port;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A text that only its receiver may see (promise 8): a password, a token, a passphrase. It is read
 * when it is needed, so that one that was changed is taken over without a restart. Never put it
 * into an argument of a program, which everybody on the machine can see.
 */
public final class Secret {

  /** A shorter one could not be told from what is no secret, so that nobody could hide it. */
  private static final int SHORTEST = 4;

  private final String name;
  private final Supplier<String> source;
  private final Set<String> revealed = ConcurrentHashMap.newKeySet();

  /**
   * A secret.
   *
   * @param name what people call it
   * @param source reads it; white space around it does not count. Throws {@link
   *     PortFailure.Unreachable} when it cannot, with a reason that does not repeat it
   */
  public Secret(String name, Supplier<String> source) {
    this.name = name;
    this.source = source;
  }

  /** What people call it. */
  public String name() {
    return name;
  }

  /**
   * Reads it.
   *
   * @throws PortFailure.Unreachable when it cannot be read, or is too short to be hidden
   */
  public String reveal() {
    String text = source.get().strip();
    if (text.length() < SHORTEST) {
      throw new PortFailure.Unreachable(
          "the secret " + name + " has fewer than " + SHORTEST + " characters", null);
    }
    revealed.add(text);
    return text;
  }

  /** What it has been so far, for whoever hides it. */
  List<String> revealed() {
    return List.copyOf(revealed);
  }

  /** Its name alone. */
  @Override
  public String toString() {
    return "secret " + name;
  }
}
