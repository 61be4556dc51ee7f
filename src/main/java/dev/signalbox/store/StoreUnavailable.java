package dev.signalbox.store;

import dev.signalbox.port.Outage;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;

/**
 * The database cannot be opened, read or written. The message names the file or server and what to
 * do about it; it is meant to be printed as it is.
 */
public final class StoreUnavailable extends NonTransientDataAccessResourceException
    implements Outage {

  private static final long serialVersionUID = 1L;

  /** What is unavailable, and the remedy. */
  public StoreUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String remedy() {
    return String.valueOf(getMessage());
  }
}
