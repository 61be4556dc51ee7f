package dev.signalbox.chat.page;

import dev.signalbox.operation.Channel;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Serves the frame of the page, which its scripts then fill, and the sign-in form. */
@Controller
final class ShellController {

  private final PageChannels channels;
  private final PageSettings settings;

  ShellController(PageChannels channels, PageSettings settings) {
    this.channels = channels;
    this.settings = settings;
  }

  @GetMapping("/")
  String home(CsrfToken csrf, @Nullable Principal signedIn, Model model) {
    Channel first =
        channels
            .first()
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "No channel is configured for this page."));
    return shell(first, csrf, signedIn, model);
  }

  @GetMapping("/channel/{address}")
  String channel(
      @PathVariable String address, CsrfToken csrf, @Nullable Principal signedIn, Model model) {
    Channel channel =
        channels
            .byAddress(address)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, new NoSuchChannel(address).sentence()));
    return shell(channel, csrf, signedIn, model);
  }

  @GetMapping("/login")
  String login(
      CsrfToken csrf,
      @RequestParam(required = false) @Nullable String failed,
      @RequestParam(required = false) @Nullable String wait,
      @RequestParam(required = false) @Nullable String out,
      Model model) {
    model.addAttribute("csrf", csrf);
    model.addAttribute(
        "said",
        wait != null
            ? "Too many attempts. Wait a little before the next one."
            : failed != null
                ? "That name and password do not go together."
                : out != null ? "You are signed out." : "");
    return "page/login";
  }

  private String shell(Channel channel, CsrfToken csrf, @Nullable Principal signedIn, Model model) {
    // Reading the token here sets its cookie before the first byte is sent.
    model.addAttribute("csrfHeader", csrf.getHeaderName());
    model.addAttribute("csrfToken", csrf.getToken());
    model.addAttribute("channel", channel);
    model.addAttribute("channels", channels.channels());
    model.addAttribute("lab", settings.labMode());
    model.addAttribute("people", settings.people());
    model.addAttribute(
        "person",
        settings.labMode() || signedIn == null ? settings.defaultPerson() : signedIn.getName());
    return "page/channel";
  }
}
