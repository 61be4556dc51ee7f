package dev.signalbox.app.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One person.
 *
 * @param groups what the stages' roles are given to
 * @param identities accounts, each {@code platform:account}
 * @param passwordHash of the channel page's login
 */
public record PersonProperties(
    @DefaultValue List<String> groups,
    @DefaultValue List<String> identities,
    @Nullable String passwordHash) {

  /** Shows no hash, so that no log can. */
  @Override
  public String toString() {
    return "PersonProperties[groups=" + groups + ", identities=" + identities + "]";
  }
}
