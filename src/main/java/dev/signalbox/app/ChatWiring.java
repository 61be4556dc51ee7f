package dev.signalbox.app;

import dev.signalbox.access.AccessRules;
import dev.signalbox.access.Person;
import dev.signalbox.app.config.DatabaseSettings;
import dev.signalbox.app.config.LabSettings;
import dev.signalbox.app.config.Setup;
import dev.signalbox.chat.CatchingUp;
import dev.signalbox.chat.Chat;
import dev.signalbox.chat.Deliverers;
import dev.signalbox.chat.Hearing;
import dev.signalbox.chat.LiveMembers;
import dev.signalbox.chat.Records;
import dev.signalbox.chat.Timing;
import dev.signalbox.chat.page.Completion;
import dev.signalbox.chat.page.PageChannels;
import dev.signalbox.chat.page.PagePlatform;
import dev.signalbox.chat.page.PageSettings;
import dev.signalbox.chat.page.PageUsers;
import dev.signalbox.chat.terminal.TerminalConsole;
import dev.signalbox.chat.terminal.TerminalPlatform;
import dev.signalbox.chat.terminal.TerminalSession;
import dev.signalbox.chat.terminal.TerminalSettings;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.engine.Decisions;
import dev.signalbox.operation.Channel;
import dev.signalbox.operation.ChannelCopies;
import dev.signalbox.operation.Reception;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.report.Narration;
import dev.signalbox.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where people talk: the terminal and the channel page. */
@Configuration(proxyBeanMethods = false)
class ChatWiring {
  private static final Path HISTORY = Path.of("var", "history");
  private static final Duration LONGEST_SAYING = Duration.ofSeconds(30);

  @Bean
  TerminalSettings terminalSettings(Setup setup) {
    String channel =
        onPlatform(setup, TerminalPlatform.NAME).stream().findFirst().map(Channel::name).orElse("");
    String person = setup.lab().map(LabSettings::defaultPerson).orElse("");
    return new TerminalSettings(
        channel, person, setup.lab().isPresent(), setup.web().baseUrl().toString());
  }

  @Bean(destroyMethod = "close")
  TerminalConsole terminalConsole(
      TerminalSettings settings, dev.signalbox.command.Completion completion) {
    return TerminalConsole.open(settings, completion::complete, HISTORY);
  }

  @Bean
  TerminalPlatform terminalPlatform(TerminalConsole console) {
    return new TerminalPlatform(console);
  }

  @Bean
  DeploymentsAtWork deploymentsAtWork(dev.signalbox.engine.Stores stores, Decisions decisions) {
    return new DeploymentsAtWork(stores, decisions);
  }

  @Bean
  TerminalSession terminalSession(
      TerminalConsole console,
      TerminalSettings settings,
      TerminalPlatform platform,
      Reception reception,
      DeploymentsAtWork work,
      Chat chat) {
    return new TerminalSession(
        console,
        settings,
        platform,
        reception,
        work,
        () -> {
          var _ = chat.awaitSaid(settings.channel(), LONGEST_SAYING);
        });
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
  Deliverers deliverers(
      Stores stores, Timing timing, StoreWiring.Instance instance, DatabaseSettings database) {
    return switch (database) {
      case DatabaseSettings.OwnFile _ -> Deliverers.alone();
      case DatabaseSettings.PostgreSql shared ->
          Deliverers.among(
              new Deliverers.Shared(
                  stores.deliveryRights(), instance.name(), shared.lease(), timing));
    };
  }

  @Bean
  Chat chat(
      Stores stores,
      Deliverers deliverers,
      Setup setup,
      AccessRules access,
      List<ChatPlatform> platforms,
      Timing timing) {
    return new Chat(
        new Records(stores.journal(), stores.outbox(), stores.transactions(), deliverers),
        new Narration(_ -> access.onDuty()),
        setup.channels(),
        platforms,
        timing);
  }

  @Bean
  ChannelCopies channelCopies(Stores stores, List<ChatPlatform> platforms) {
    return new ChannelCopies(stores.outbox(), platforms);
  }

  @Bean
  Hearing hearing(Reception reception, Stores stores, Timing timing, DatabaseSettings database) {
    return switch (database) {
      case DatabaseSettings.OwnFile _ ->
          new Hearing(reception, stores.outbox(), stores.inbox(), timing);
      case DatabaseSettings.PostgreSql _ ->
          Hearing.amongOthers(reception, stores.outbox(), stores.inbox(), timing);
    };
  }

  @Bean
  CatchingUp catchingUp(Stores stores, Hearing hearing) {
    return new CatchingUp(
        new CatchingUp.Books(
            stores.outbox(),
            stores.gates(),
            () -> stores.deployments().running().stream().map(Deployment::id).toList(),
            stores.transactions()),
        hearing);
  }

  /** Under this name on the health endpoint. */
  @Bean
  ChatHealth chatHealthIndicator(List<ChatPlatform> platforms) {
    return new ChatHealth(platforms);
  }

  @Bean
  Timing chatTiming(InstantSource clock, ScheduledExecutorService timer) {
    return new Timing(clock, timer);
  }

  @Bean
  PageChannels pageChannels(Setup setup) {
    return new PageChannels(onPlatform(setup, PagePlatform.NAME));
  }

  @Bean
  PageSettings pageSettings(Setup setup) {
    return new PageSettings(
        setup.lab().isPresent(),
        setup.people().people().stream().map(Person::name).toList(),
        setup.lab().map(LabSettings::defaultPerson).orElse(""),
        new PageUsers(setup.web().passwordHashes()),
        setup.web().baseUrl().toString());
  }

  @Bean
  Completion pageCompletion(dev.signalbox.command.Completion completion) {
    return completion::complete;
  }

  private static List<Channel> onPlatform(Setup setup, String platform) {
    return setup.channels().stream().filter(c -> c.platform().equals(platform)).toList();
  }
}
