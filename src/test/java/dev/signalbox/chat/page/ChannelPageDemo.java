package dev.signalbox.chat.page;

import dev.signalbox.report.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Serves the page with a scripted channel at http://localhost:8080, for whoever works on its looks.
 * The first argument is another port; a second one, {@code login}, asks for a sign-in (approver,
 * with the password {@code signal}).
 */
final class ChannelPageDemo {

  private static final PageUsers USERS =
      new PageUsers(Map.of("approver", "{bcrypt}" + new BCryptPasswordEncoder(4).encode("signal")));

  private ChannelPageDemo() {}

  public static void main(String[] arguments) {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080;
    boolean lab = arguments.length < 2;
    DemoChannel channel = new DemoChannel().fill();
    ScriptedReception reception = new ScriptedReception();
    PageSettings settings =
        new PageSettings(lab, ServedPage.PEOPLE, "deployer", USERS, "http://localhost:" + port);
    ServedPage page =
        ServedPage.start(
            port,
            new ServedPage.Around(
                settings, channel.archive(), reception, channel, ChannelPageDemo::complete));
    reception.postTo(message -> post(page.platform(), message));
  }

  static void post(PagePlatform platform, Message message) {
    platform.post(ServedPage.CHANNEL.address(), message, Optional.empty());
  }

  static List<String> complete(String line) {
    return Stream.of(
            "/abort",
            "/approve",
            "/audit",
            "/audit verify",
            "/deploy",
            "/deploy v2",
            "/deploy v2 bluegreen",
            "/deploy v2 rolling",
            "/help",
            "/history",
            "/hold",
            "/status",
            "/whoami")
        .filter(each -> each.startsWith(line))
        .toList();
  }
}
