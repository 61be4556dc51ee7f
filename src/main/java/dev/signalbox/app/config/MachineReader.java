package dev.signalbox.app.config;

import dev.signalbox.port.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the machines that routers are on. */
final class MachineReader {
  private static final String FIELD = SignalboxProperties.PREFIX + ".machines";

  private final Problems problems;
  private final SshAccessReader access;

  MachineReader(Problems problems, Secrets secrets) {
    this.problems = problems;
    this.access = new SshAccessReader(problems, secrets);
  }

  /** Those that nothing is wrong with. */
  Machines read(Map<String, MachineProperties> written) {
    Map<String, Machines.Way> ways = new LinkedHashMap<>();
    written.forEach(
        (name, machine) -> {
          String field = FIELD + "." + Fields.key(name);
          String host = Inherited.or(machine.host(), "");
          String user = Inherited.or(machine.user(), "");
          if (host.isBlank()) {
            problems.add(field + ".host", "nothing", "where it is, such as deploy@lb1.example");
          }
          if (user.isBlank() && !host.contains("@")) {
            problems.add(field + ".user", "nothing", "the account there");
          }
          var settings = access.read(field, machine);
          if (!problems.hasBelow(field)) {
            access
                .target(field + ".host", host, user.isBlank() ? "nobody" : user)
                .ifPresent(target -> ways.put(name, new Machines.Way(target, settings)));
          }
        });
    return new Machines(written.keySet(), ways);
  }
}
