package dev.signalbox.app;

import dev.signalbox.access.AccessRules;
import dev.signalbox.app.config.DatabaseSettings;
import dev.signalbox.app.config.Setup;
import dev.signalbox.chat.Chat;
import dev.signalbox.command.CommandParser;
import dev.signalbox.command.Completion;
import dev.signalbox.command.Vocabulary;
import dev.signalbox.engine.Decisions;
import dev.signalbox.engine.DriftWatch;
import dev.signalbox.engine.Engine;
import dev.signalbox.engine.EngineTime;
import dev.signalbox.engine.LaneSpecs;
import dev.signalbox.engine.Requests;
import dev.signalbox.engine.WakeUpCalls;
import dev.signalbox.lab.LabVersions;
import dev.signalbox.operation.ChannelCopies;
import dev.signalbox.operation.CommandReception;
import dev.signalbox.operation.Inspections;
import dev.signalbox.operation.Reception;
import dev.signalbox.operation.Services;
import dev.signalbox.port.Equipment;
import dev.signalbox.port.Journal;
import dev.signalbox.store.Stores;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The middle: engine, operations, reception. */
@Configuration(proxyBeanMethods = false)
class EngineWiring {
  /** Approval is this sign, as Unicode and by the short names that chat platforms give it. */
  private static final Set<String> APPROVING = Set.of("✅", "white_check_mark");

  @Bean
  dev.signalbox.engine.Stores engineStores(Stores stores) {
    return new dev.signalbox.engine.Stores(
        stores.transactions(),
        stores.journal(),
        stores.deployments(),
        stores.gates(),
        stores.lanes(),
        stores.wakeUps());
  }

  @Bean
  Engine engine(
      StoreWiring.Instance instance,
      dev.signalbox.engine.Stores stores,
      LaneSpecs specs,
      Equipment.Catalogue equipment,
      AccessRules access,
      EngineTime time) {
    return new Engine(instance.name(), stores, specs, equipment, access, time);
  }

  @Bean
  EngineTime engineTime(
      InstantSource clock, ScheduledExecutorService timer, DatabaseSettings database) {
    return switch (database) {
      case DatabaseSettings.OwnFile _ -> new EngineTime(clock, timer);
      case DatabaseSettings.PostgreSql shared -> new EngineTime(clock, timer, shared.lease());
    };
  }

  @Bean
  Requests requests(Engine engine) {
    return new Requests(engine);
  }

  @Bean
  Decisions decisions(Engine engine, AccessRules access) {
    return new Decisions(engine, access);
  }

  @Bean
  WakeUpCalls wakeUpCalls(Engine engine) {
    return new WakeUpCalls(engine);
  }

  @Bean
  Vocabulary vocabulary(Setup setup) {
    return setup.vocabulary();
  }

  @Bean
  Completion commandCompletion(Vocabulary vocabulary) {
    return new Completion(vocabulary);
  }

  @Bean
  Services services(
      Requests requests,
      Decisions decisions,
      dev.signalbox.engine.Stores stores,
      Setup setup,
      AccessRules access,
      LaneSpecs specs,
      Equipment.Catalogue equipment,
      Inspections inspections,
      ChannelCopies copies,
      InstantSource clock) {
    return new Services(
        requests,
        decisions,
        stores,
        access,
        specs,
        equipment,
        inspections,
        copies,
        hints(setup),
        clock);
  }

  @Bean
  Reception reception(Services services, Vocabulary vocabulary, Setup setup) {
    return new CommandReception(
        services, new CommandParser(vocabulary), setup.channels(), APPROVING);
  }

  private static List<String> hints(Setup setup) {
    if (setup.lab().isEmpty()) {
      return List.of();
    }
    List<String> hints = new ArrayList<>();
    hints.add("Versions that misbehave on purpose in the lab:");
    LabVersions.misbehaving()
        .forEach(v -> hints.add("  %-12s  %s".formatted(v.example(), v.sentence())));
    return hints;
  }

  @Bean
  DriftWatch driftWatch(Engine engine, LaneSpecs specs, Setup setup) {
    return new DriftWatch(engine, specs.lanes(), setup.driftLookEvery());
  }

  @Bean
  Others others(Journal journal, ScheduledExecutorService timer, DatabaseSettings database) {
    return new Others(journal, timer, database instanceof DatabaseSettings.OwnFile);
  }

  @Bean
  Running running(
      Stores stores,
      Engine engine,
      WakeUpCalls wakeUpCalls,
      DriftWatch driftWatch,
      Chat chat,
      DatabaseSettings database) {
    boolean alone = database instanceof DatabaseSettings.OwnFile;
    return new Running(stores, engine, wakeUpCalls, driftWatch, chat, alone);
  }
}
