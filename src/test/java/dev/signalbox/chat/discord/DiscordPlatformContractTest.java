package dev.signalbox.chat.discord;

import dev.signalbox.chat.discord.strict.Post;
import dev.signalbox.port.ChatPlatform;
import dev.signalbox.port.ChatPlatformContract;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class DiscordPlatformContractTest extends ChatPlatformContract {
  private static Linked linked;

  @BeforeAll
  static void connect() {
    linked = new Linked();
  }

  @BeforeEach
  void freshChannel() {
    linked.freshChannel();
  }

  @AfterAll
  static void disconnect() {
    linked.close();
  }

  @Override
  protected ChatPlatform platform() {
    return linked.platform();
  }

  @Override
  protected String channel() {
    return linked.channel;
  }

  @Override
  protected String visible() {
    return linked.discord.crowd().posts(linked.channel).stream()
        .flatMap(p -> Stream.concat(Stream.of(p), linked.discord.crowd().thread(p).stream()))
        .map(Post::visible)
        .collect(Collectors.joining("\n"));
  }
}
