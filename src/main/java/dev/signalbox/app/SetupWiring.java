package dev.signalbox.app;

import dev.signalbox.access.AccessRules;
import dev.signalbox.app.config.DatabaseSettings;
import dev.signalbox.app.config.Setup;
import dev.signalbox.chat.LiveMembers;
import dev.signalbox.chat.Timing;
import dev.signalbox.port.ChatPlatform;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** The configuration, read once and free of contradictions. */
@Configuration(proxyBeanMethods = false)
class SetupWiring {

  @Bean
  Setup setup(ConfigurableEnvironment environment) {
    return Setup.read(environment);
  }

  @Bean
  AccessRules accessRules(Setup setup, LiveMembers members) {
    return setup.access().with(members);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  LiveMembers liveMembers(Setup setup, List<ChatPlatform> platforms, Timing timing) {
    return new LiveMembers(setup.people(), setup.access().platformGroups(), platforms, timing);
  }

  @Bean
  DatabaseSettings databaseSettings(Setup setup) {
    return setup.database();
  }
}
