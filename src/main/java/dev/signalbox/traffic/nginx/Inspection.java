package dev.signalbox.traffic.nginx;

import dev.signalbox.port.Inspectable.Finding;
import dev.signalbox.port.Machine.Ended;
import dev.signalbox.port.PortFailure;
import java.util.ArrayList;
import java.util.List;

/** Tries what a swap will need, and changes nothing. */
final class Inspection {
  private final Router router;
  private final NginxSettings names;

  Inspection(Router router) {
    this.router = router;
    this.names = router.settings();
  }

  /** The master process, the include, its test, the status location, whether these agree. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    try {
      findings.add(master());
      findings.add(include());
      findings.add(test());
      findings.add(running());
    } catch (PortFailure e) {
      findings.add(
          new Finding.Bad(
              "machine " + router.name(), e.reason(), "Make it reachable for the bot."));
    }
    return findings;
  }

  private Finding master() {
    String what = "nginx's processes on " + router.name();
    try {
      Workers workers = router.workers();
      String seen = workers.serving() + " workers, " + workers.leaving() + " shutting down";
      return new Finding.Good(what, seen);
    } catch (PortFailure.Unreachable e) {
      return new Finding.Bad(what, e.reason(), "Start nginx, and check pid-file.");
    }
  }

  private Finding include() {
    String what = "include " + names.include() + " on " + router.name();
    try {
      Include include = router.include();
      return new Finding.Good(what, "$" + names.live() + " is " + include.live());
    } catch (IncludeUnreadable e) {
      return new Finding.Bad(
          what, e.reason(), "Write it as in config/examples/nginx/shop-production.conf.");
    }
  }

  private Finding test() {
    List<String> argv = new ArrayList<>(names.nginx());
    argv.addAll(List.of("-t", "-q"));
    String what = String.join(" ", argv) + " on " + router.name();
    Ended ended = router.ask(argv);
    return ended instanceof Ended.Exited(int code, String _, String _) && code == 0
        ? new Finding.Good(what, "the configuration is valid")
        : new Finding.Bad(what, Said.by(ended), "Mend nginx's configuration, or program.");
  }

  private Finding running() {
    String what = "status " + names.status() + " of " + router.name();
    try {
      Router.Running running = router.running();
      Include include = router.include();
      String seen = "nginx runs " + running.live() + ", revision " + running.state().revision();
      if (include.live().equals(running.live())
          && include.state().revision() == running.state().revision()) {
        return new Finding.Good(what, seen);
      }
      String file = ", the include says " + include.live();
      return new Finding.Bad(
          what,
          seen + file + ", revision " + include.state().revision(),
          "Somebody edited the include without a reload: reload nginx, or take the edit back.");
    } catch (PortFailure.Unreachable e) {
      return new Finding.Bad(
          what, e.reason(), "Add the location of config/examples/nginx/nginx.conf to nginx.");
    } catch (IncludeUnreadable e) {
      return new Finding.Untried(what, "the include cannot be read");
    }
  }
}
