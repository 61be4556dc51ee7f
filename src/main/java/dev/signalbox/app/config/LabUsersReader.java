package dev.signalbox.app.config;

import dev.signalbox.lab.site.LaneLayout.UsersByName;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how the lab's users find a lane, where they do so by a name. */
final class LabUsersReader {
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");
  private static final Pattern RESOLVER = Pattern.compile("([0-9.]+):([0-9]{1,5})");

  private final Problems problems;
  private final String field;

  /** Reads for the lane that is written below this field. */
  LabUsersReader(Problems problems, String lane) {
    this.problems = problems;
    this.field = lane + ".lab-users";
  }

  /** How they do; empty where they know the port, and where something is wrong. */
  Optional<UsersByName> read(LaneProperties lane, boolean inLab) {
    LaneProperties.LabUsers written = lane.labUsers();
    if (written == null) {
      return Optional.empty();
    }
    if (!inLab) {
      problems.add(field, "users of the lab", "nothing: the lab is not enabled");
      return Optional.empty();
    }
    String host = Inherited.or(written.host(), "");
    if (host.isBlank()) {
      problems.add(field + ".host", "nothing", "the name that users ask for");
    }
    addresses(lane, written.addresses());
    var resolver = RESOLVER.matcher(Inherited.or(written.resolver(), ""));
    if (!resolver.matches()) {
      problems.add(
          field + ".resolver",
          "'" + Inherited.or(written.resolver(), "") + "'",
          "an address and a port, such as 127.0.0.1:5353");
      return Optional.empty();
    }
    int port = problems.port(field + ".resolver", Integer.parseInt(resolver.group(2)));
    return port > 65_535
        ? Optional.empty()
        : Optional.of(
            new UsersByName(
                host, new InetSocketAddress(resolver.group(1), port), written.addresses()));
  }

  private void addresses(LaneProperties lane, Map<String, String> addresses) {
    if (!addresses.keySet().equals(java.util.Set.copyOf(lane.clusters()))) {
      problems.add(
          field + ".addresses",
          addresses.isEmpty() ? "nothing" : String.join(", ", addresses.keySet()),
          "each cluster of the lane: " + String.join(", ", lane.clusters()));
    }
    addresses.forEach(
        (cluster, address) -> {
          if (!LOOPBACK.matcher(address).matches()) {
            problems.add(
                field + ".addresses." + Fields.key(cluster),
                "'" + address + "'",
                "an address on loopback, such as 127.0.1.1");
          }
        });
  }
}
