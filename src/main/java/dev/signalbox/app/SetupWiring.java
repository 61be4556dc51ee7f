package dev.signalbox.app;

import dev.signalbox.app.config.DatabaseSettings;
import dev.signalbox.app.config.Setup;
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
  DatabaseSettings databaseSettings(Setup setup) {
    return setup.database();
  }
}
