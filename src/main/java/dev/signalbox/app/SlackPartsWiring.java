package dev.signalbox.app;

import dev.signalbox.app.config.Setup;
import dev.signalbox.chat.slack.SlackInspection;
import dev.signalbox.chat.slack.SlackParts;
import dev.signalbox.chat.slack.SlackPlatform;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** What asks Slack, also where nothing listens to it. */
@Configuration(proxyBeanMethods = false)
@Conditional(SlackWiring.Configured.class)
class SlackPartsWiring {

  @Bean
  SlackParts slackParts(Setup setup, InstantSource clock) {
    return new SlackParts(
        setup.slack().orElseThrow(),
        setup.people(),
        clock,
        pause -> LockSupport.parkNanos(pause.toNanos()));
  }

  @Bean
  Besides slackInspection(SlackParts parts, Setup setup) {
    return new Besides(
        SlackPlatform.NAME,
        new SlackInspection(
            parts, setup.channels(), setup.access().platformGroups(), setup.people()));
  }
}
