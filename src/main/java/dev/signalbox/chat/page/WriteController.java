package dev.signalbox.chat.page;

import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people do on the page. The answer is for the one who did it, and for nobody else. */
@RestController
@RequestMapping(
    path = "/page/{address}",
    consumes = MediaType.APPLICATION_JSON_VALUE,
    produces = MediaType.APPLICATION_JSON_VALUE)
final class WriteController {

  private final PageEntrance entrance;
  private final WhoActs whoActs;
  private final PageJson json;

  WriteController(PageEntrance entrance, WhoActs whoActs, PageJson json) {
    this.entrance = entrance;
    this.whoActs = whoActs;
    this.json = json;
  }

  /** A typed line. */
  record Line(String line, @Nullable String as) {
    // A missing value makes the request unreadable, rather than fail further in.
    Line {
      Objects.requireNonNull(line);
    }
  }

  /** A reaction that is to be there, or not. */
  record Reaction(String key, String emoji, boolean on, @Nullable String as) {
    Reaction {
      Objects.requireNonNull(key);
      Objects.requireNonNull(emoji);
    }
  }

  @PostMapping("/say")
  String say(@PathVariable String address, @RequestBody Line body, @Nullable Principal signedIn) {
    String person = whoActs.person(signedIn, body.as());
    return json.write(entrance.say(address, person, body.line()));
  }

  @PostMapping("/react")
  String react(
      @PathVariable String address, @RequestBody Reaction body, @Nullable Principal signedIn) {
    String person = whoActs.person(signedIn, body.as());
    return json.write(entrance.react(address, person, body.key(), body.emoji(), body.on()));
  }
}
