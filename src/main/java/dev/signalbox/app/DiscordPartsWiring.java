package dev.signalbox.app;

import dev.signalbox.app.config.Setup;
import dev.signalbox.chat.discord.Discord;
import dev.signalbox.operation.Channel;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** What asks Discord, also where nothing listens to it. */
@Configuration(proxyBeanMethods = false)
@Conditional(DiscordWiring.IsConfigured.class)
class DiscordPartsWiring {

  @Bean(destroyMethod = "close")
  Discord discord(Setup setup, ScheduledExecutorService timer) {
    List<Channel> channels =
        setup.channels().stream().filter(c -> c.platform().equals(Discord.NAME)).toList();
    return new Discord(setup.discord().orElseThrow(), channels, timer);
  }

  @Bean
  Besides discordInspection(Discord discord, Setup setup) {
    return new Besides(
        Discord.NAME, discord.inspection(setup.access().platformGroups(), setup.people()));
  }
}
