package dev.signalbox.app.config;

import dev.signalbox.fleet.InstallCommands;
import dev.signalbox.fleet.NodeFacts;
import dev.signalbox.fleet.Placeholders;
import dev.signalbox.fleet.ci.CiCalls;
import dev.signalbox.fleet.ci.CiContract;
import dev.signalbox.fleet.ci.CiInstaller;
import dev.signalbox.fleet.command.LocalMachine;
import dev.signalbox.port.Installer;
import dev.signalbox.port.Secret;
import dev.signalbox.port.Secrets;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how a CI system installs versions. */
final class CiReader {

  private static final Set<String> WORDS =
      Stream.concat(Placeholders.NAMES.stream(), CiContract.WORDS.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final Problems problems;
  private final Secrets secrets;
  private final TemplateReader templates;

  CiReader(Problems problems, Secrets secrets) {
    this.problems = problems;
    this.secrets = secrets;
    this.templates = new TemplateReader(problems, secrets);
  }

  Optional<Part<Installer>> read(String field, CiInstallerProperties written) {
    templates.argv(field + ".installed", written.installed());
    templates.variables(field + ".environment", written.environment());
    problems.positive(field + ".answer-timeout", written.answerTimeout());
    problems.positive(field + ".poll", written.poll());
    InstallCommands asking =
        new InstallCommands(
            written.installed(),
            written.installed(),
            written.installed(),
            written.environment(),
            written.unreachableExitCodes(),
            Set.of(),
            written.answerTimeout());
    CiContract contract = contract(field, written);
    Optional<Secret> seal =
        Optional.ofNullable(written.callbackSecret())
            .flatMap(name -> templates.secret(field + ".callback-secret", name));
    return Optional.of(
        site ->
            new CiInstaller(
                contract,
                seal.map(it -> new CiCalls(it, site.clock())),
                asking,
                new LocalMachine(),
                NodeFacts.of(site.lane()),
                secrets,
                System::nanoTime));
  }

  private CiContract contract(String field, CiInstallerProperties written) {
    CiInstallerProperties.Request cancel = written.cancel();
    Optional.ofNullable(written.page()).ifPresent(it -> templates.open(field + ".page", it, WORDS));
    return new CiContract(
        trigger(field + ".trigger", written),
        Optional.ofNullable(written.find()).map(it -> find(field + ".find", it)),
        status(field + ".status", written.status()),
        request(field + ".cancel", cancel.method(), cancel.url(), cancel.headers(), cancel.body()),
        Optional.ofNullable(written.page()),
        written.poll());
  }

  private CiContract.Trigger trigger(String field, CiInstallerProperties written) {
    CiInstallerProperties.Trigger it = written.trigger();
    if (it.run() == null && written.find() == null) {
      problems.add(
          field + ".run",
          "nothing, and no find",
          "where the answer names the run, such as /id, or how a run is found");
    }
    return new CiContract.Trigger(
        request(field, it.method(), it.url(), it.headers(), it.body()),
        Optional.ofNullable(it.run()).map(run -> pointer(field + ".run", run)));
  }

  private CiContract.Find find(String field, CiInstallerProperties.Find it) {
    return new CiContract.Find(
        request(field, "GET", it.url(), it.headers(), ""),
        it.list().isEmpty() ? "" : pointer(field + ".list", it.list()),
        pointer(field + ".marker", it.marker()),
        pointer(field + ".run", it.run()));
  }

  private CiContract.Status status(String field, CiInstallerProperties.Status it) {
    if (it.ended().isEmpty()) {
      problems.add(field + ".ended", "no state", "the states in which a run has ended");
    }
    if (it.success().isEmpty()) {
      problems.add(field + ".success", "no result", "the results that are good");
    }
    String state = pointer(field + ".state", it.state());
    return new CiContract.Status(
        request(field, "GET", it.url(), it.headers(), ""),
        state,
        it.ended(),
        it.result() == null ? state : pointer(field + ".result", it.result()),
        it.success());
  }

  private CiContract.Request request(
      String field, String method, @Nullable String url, Map<String, String> headers, String body) {
    String address = Inherited.or(url, "");
    if (!isAddress(address)) {
      problems.add(
          field + ".url",
          address.isEmpty() ? "nothing" : "'" + address + "'",
          "an address, such as https://ci.example/api/runs");
    }
    templates.open(field + ".url", address, WORDS);
    templates.hidden(field + ".body", body, WORDS);
    headers.forEach(
        (name, value) -> templates.hidden(field + ".headers." + Fields.key(name), value, WORDS));
    return new CiContract.Request(method, address, headers, body);
  }

  private static boolean isAddress(String template) {
    try {
      URI uri = URI.create(template.replaceAll("[{}]", ""));
      return uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** A place in JSON (RFC 6901). */
  private String pointer(String field, @Nullable String written) {
    String pointer = Inherited.or(written, "");
    if (!pointer.startsWith("/")) {
      problems.add(
          field,
          pointer.isEmpty() ? "nothing" : "'" + pointer + "'",
          "a place in the answer's JSON, such as /id");
      return "/";
    }
    return pointer;
  }
}
