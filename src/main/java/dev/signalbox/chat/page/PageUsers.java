package dev.signalbox.chat.page;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may sign in.
 *
 * @param passwords from a person's name to the hash of the password, which begins with the name of
 *     its algorithm in braces, such as {@code {bcrypt}$2a$10$…}
 */
public record PageUsers(Map<String, String> passwords) {

  /** Nobody, as in the lab. */
  public static final PageUsers NOBODY = new PageUsers(Map.of());

  private static final Pattern HASH =
      Pattern.compile(
          "\\{bcrypt\\}\\$2[aby]\\$\\d\\d\\$[./0-9A-Za-z]{53}|\\{pbkdf2\\}[0-9a-f]{32,}");

  /** Refuses what is not a hash, without repeating it: it may be a password. */
  public PageUsers {
    passwords = Map.copyOf(passwords);
    passwords.forEach(
        (name, hash) -> {
          if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException(
                "the password of '"
                    + name
                    + "' is not a hash: write {bcrypt} and what"
                    + " `htpasswd -nBC 12 "
                    + name
                    + "` prints after the colon");
          }
        });
  }

  /** The hash of a person's password. */
  Optional<String> hashOf(String name) {
    return Optional.ofNullable(passwords.get(name));
  }

  /** Shows no hashes, so that no log can. */
  @Override
  public String toString() {
    return "PageUsers" + passwords.keySet();
  }
}
