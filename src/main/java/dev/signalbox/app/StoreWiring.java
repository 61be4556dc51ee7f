package dev.signalbox.app;

import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.app.config.DatabaseSettings;
import dev.signalbox.port.ChannelArchive;
import dev.signalbox.port.Journal;
import dev.signalbox.port.Outbox;
import dev.signalbox.store.H2File;
import dev.signalbox.store.PostgreSql;
import dev.signalbox.store.Stores;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database, and the name of this process among those that share it. */
@Configuration(proxyBeanMethods = false)
class StoreWiring {
  /** Names this process among those that share the database. */
  record Instance(String name) {}

  @Bean
  Instance instance() {
    return new Instance(UUID.randomUUID().toString().substring(0, 8));
  }

  @Bean
  HikariDataSource dataSource(DatabaseSettings settings) {
    return switch (settings) {
      case DatabaseSettings.OwnFile(Path path) -> H2File.open(path);
      case DatabaseSettings.PostgreSql(String url, String user, String password, var _) ->
          PostgreSql.open(url, user, password);
    };
  }

  @Bean
  Stores stores(HikariDataSource dataSource, InstantSource clock, Instance instance) {
    return Stores.open(dataSource, clock, instance.name());
  }

  @Bean
  Journal journal(Stores stores) {
    return stores.journal();
  }

  @Bean
  ChannelArchive channelArchive(Stores stores) {
    return stores.channels();
  }

  @Bean
  Outbox outbox(Stores stores) {
    return stores.outbox();
  }
}
