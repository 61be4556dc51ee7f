package dev.signalbox.app;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Keeps Spring Boot from printing a stack trace where Signalbox may not write what it keeps: {@link
 * SignalboxMain} says it in words. Named in {@code META-INF/spring.factories}.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class PlacesReporter implements SpringBootExceptionReporter {

  /** Spring Boot hands in what it has of a context. */
  public PlacesReporter(@Nullable ConfigurableApplicationContext ignored) {}

  @Override
  public boolean reportException(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof PlacesUnwritable)) {
      cause = cause.getCause();
    }
    return cause != null;
  }
}
