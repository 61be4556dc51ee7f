package dev.signalbox.probe;

import dev.signalbox.topology.Version;
import java.net.URI;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a check is about.
 *
 * @param name what the results call it
 * @param address where it answers
 * @param version what is being deployed
 */
public record Target(String name, URI address, Version version) {

  /** A template with what stands for something in it filled in. */
  public String filled(String template) {
    return filled(template, UnaryOperator.identity());
  }

  /** A regular expression with what stands for something in it filled in, as it is. */
  public Pattern pattern(String template) {
    return Pattern.compile(filled(template, Pattern::quote));
  }

  private String filled(String template, UnaryOperator<String> form) {
    return template.indexOf('{') < 0
        ? template
        : template
            .replace("{version}", form.apply(version.text()))
            .replace("{target}", form.apply(name))
            .replace("{url}", form.apply(address.toString()))
            .replace("{host}", form.apply(host()))
            .replace("{port}", form.apply(Integer.toString(port())));
  }

  /** The host of its address, without brackets. */
  public String host() {
    return Objects.toString(address.getHost(), "").replaceAll("[\\[\\]]", "");
  }

  /** The port of its address, also where that does not say it. */
  public int port() {
    return address.getPort() >= 0
        ? address.getPort()
        : "https".equals(address.getScheme()) ? 443 : 80;
  }
}
