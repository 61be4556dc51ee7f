package dev.signalbox.app;

import dev.signalbox.app.config.Setup;
import dev.signalbox.chat.CatchingUp;
import dev.signalbox.chat.Hearing;
import dev.signalbox.chat.slack.SlackConnection;
import dev.signalbox.chat.slack.SlackDoor;
import dev.signalbox.chat.slack.SlackParts;
import dev.signalbox.chat.slack.SlackPlatform;
import dev.signalbox.chat.slack.SlackSettings;
import dev.signalbox.command.Vocabulary;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Slack, where a channel is there. */
@Configuration(proxyBeanMethods = false)
@Conditional(SlackWiring.Configured.class)
@Import(SlackPartsWiring.class)
class SlackWiring {

  /** Whether a channel is on Slack. */
  static final class Configured implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return context.getEnvironment() instanceof ConfigurableEnvironment environment
          && Setup.read(environment).slack().isPresent();
    }
  }

  /** Whether Slack posts to us. */
  static final class ByHttp implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return context.getEnvironment() instanceof ConfigurableEnvironment environment
          && Setup.read(environment)
              .slack()
              .filter(it -> it.door() instanceof SlackSettings.Door.Http)
              .isPresent();
    }
  }

  @Bean
  SlackPlatform slackPlatform(SlackParts parts) {
    return new SlackPlatform(parts);
  }

  @Bean(destroyMethod = "close")
  SlackConnection slackConnection(
      SlackParts parts,
      Setup setup,
      Hearing hearing,
      CatchingUp catchingUp,
      Vocabulary vocabulary,
      ScheduledExecutorService timer) {
    return new SlackConnection(
        parts,
        setup.channels(),
        new SlackConnection.Hearers(hearing, catchingUp, vocabulary),
        timer);
  }

  /** Listens once everything else runs, and stops to before it does. */
  @Bean
  Listening slackListening(SlackConnection connection, Running running) {
    return new Listening(connection, running);
  }

  /** Begins and stops to listen. */
  static final class Listening implements SmartLifecycle {
    private final SlackConnection connection;
    private final Running before;
    private volatile boolean running;

    Listening(SlackConnection connection, Running before) {
      this.connection = connection;
      this.before = before;
    }

    @Override
    public void start() {
      if (!before.isRunning()) {
        throw new IllegalStateException("what people say would reach an engine that does not run");
      }
      connection.start();
      running = true;
    }

    @Override
    public void stop() {
      running = false;
      connection.close();
    }

    @Override
    public boolean isRunning() {
      return running;
    }
  }

  @Bean
  @Conditional(ByHttp.class)
  ServletRegistrationBean<SlackDoor> slackDoor(
      SlackConnection connection, Setup setup, InstantSource clock) {
    String secret =
        setup
            .slack()
            .map(SlackSettings::door)
            .map(door -> door instanceof SlackSettings.Door.Http(String it) ? it : "")
            .orElseThrow();
    return new ServletRegistrationBean<>(new SlackDoor(connection, secret, clock), SlackDoor.PATH);
  }

  /** Slack signs in by its signature: no session, and no token against forged forms. */
  @Bean
  @Order(0)
  @Conditional(ByHttp.class)
  SecurityFilterChain slackSecurityChain(HttpSecurity http) {
    return http.securityMatcher(SlackDoor.PATH)
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }
}
