package dev.signalbox.app;

import dev.signalbox.app.config.Setup;
import dev.signalbox.chat.CatchingUp;
import dev.signalbox.chat.Chat;
import dev.signalbox.chat.Hearing;
import dev.signalbox.chat.discord.Discord;
import dev.signalbox.chat.discord.Suggestions;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.store.Stores;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Discord, where a channel is there. */
@Configuration(proxyBeanMethods = false)
@Conditional(DiscordWiring.IsConfigured.class)
@Import(DiscordPartsWiring.class)
class DiscordWiring {

  /** Whether a channel is on Discord. */
  static final class IsConfigured implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return context.getEnvironment() instanceof ConfigurableEnvironment environment
          && Setup.read(environment).discord().isPresent();
    }
  }

  @Bean
  ChatPlatform discordPlatform(Discord discord) {
    return discord.platform();
  }

  @Bean
  Suggestions discordSuggestions(Stores stores, Setup setup) {
    return new Suggestions(
        stores.deployments(),
        setup.vocabulary().applications().stream().map(a -> a.name()).toList(),
        setup.vocabulary().stages().stream().map(s -> s.name()).toList());
  }

  /**
   * What it is connected with once everything else runs, and let go of first.
   *
   * @param running for the order only
   */
  @Bean
  Connected discordConnected(
      Discord discord,
      Hearing hearing,
      CatchingUp catchingUp,
      Stores stores,
      Suggestions suggestions,
      Chat chat,
      Running running) {
    return new Connected(
        discord,
        new Discord.Inside(hearing, catchingUp, stores.outbox(), suggestions, chat::wake),
        running);
  }

  /** Connects at the start and disconnects at the end. */
  static final class Connected implements SmartLifecycle {
    private final Discord discord;
    private final Discord.Inside inside;
    private final Running before;
    private volatile boolean running;

    Connected(Discord discord, Discord.Inside inside, Running before) {
      this.discord = discord;
      this.inside = inside;
      this.before = before;
    }

    @Override
    public void start() {
      if (!before.isRunning()) {
        throw new IllegalStateException("what people say would reach an engine that does not run");
      }
      discord.start(inside);
      running = true;
    }

    @Override
    public void stop() {
      running = false;
      discord.close();
    }

    @Override
    public boolean isRunning() {
      return running;
    }
  }
}
