package dev.signalbox.app.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Keeps Spring Boot from logging a wrong configuration with a stack trace: the main class prints
 * what is wrong, and nobody looks for their mistake in the program.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ConfigurationReporter implements SpringBootExceptionReporter {

  /** As Spring Boot makes reporters; the context may not be there yet. */
  public ConfigurationReporter(@Nullable ConfigurableApplicationContext context) {}

  @Override
  public boolean reportException(Throwable failure) {
    return ConfigurationProblems.in(failure).isPresent();
  }
}
