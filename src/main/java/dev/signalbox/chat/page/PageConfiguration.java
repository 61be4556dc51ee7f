package dev.signalbox.chat.page;

import dev.signalbox.operation.Reception;
import dev.signalbox.port.ChannelArchive;
import dev.signalbox.port.Journal;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The channel page, to be imported. It asks for beans of these types: {@link PageSettings}, {@link
 * PageChannels}, {@link ChannelArchive}, {@link Reception}, {@link Journal}, {@link TrafficView},
 * {@link Completion} and {@link InstantSource}.
 */
@Configuration(proxyBeanMethods = false)
@Import(PageSecurity.class)
public class PageConfiguration {

  // Only where several instances share a database does anybody else write to the archive.
  private static final Duration POLL = Duration.ofSeconds(1);

  /** The platform that the delivery posts to. */
  @Bean
  PagePlatform pagePlatform(
      PageChannels channels,
      ChannelArchive archive,
      ChannelFeeds feeds,
      PageSettings settings,
      InstantSource clock) {
    return new PagePlatform(channels, archive, feeds, settings, clock);
  }

  @Bean
  ChannelFeeds channelFeeds(PageChannels channels, ChannelArchive archive, PageJson json) {
    return new ChannelFeeds(channels, archive, json, POLL);
  }

  @Bean
  PageJson pageJson() {
    return new PageJson();
  }

  @Bean
  ShellController shellController(PageChannels channels, PageSettings settings) {
    return new ShellController(channels, settings);
  }

  @Bean
  ReadController readController(
      PageChannels channels,
      ChannelArchive archive,
      ChannelFeeds feeds,
      PageJson json,
      ReadController.Surroundings surroundings,
      InstantSource clock) {
    return new ReadController(channels, archive, feeds, json, surroundings, clock);
  }

  @Bean
  ReadController.Surroundings pageSurroundings(
      Journal journal, TrafficView traffic, Completion completion) {
    return new ReadController.Surroundings(journal, traffic, completion);
  }

  @Bean
  WriteController writeController(PageEntrance entrance, PageSettings settings, PageJson json) {
    return new WriteController(entrance, new WhoActs(settings), json);
  }

  @Bean
  PageEntrance pageEntrance(
      PageChannels channels,
      Reception reception,
      ChannelArchive archive,
      ChannelFeeds feeds,
      InstantSource clock) {
    return new PageEntrance(channels, reception, archive, feeds, clock);
  }

  @Bean
  PageErrors pageErrors(PageJson json) {
    return new PageErrors(json);
  }
}
