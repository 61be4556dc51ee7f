package dev.signalbox.fleet;

import dev.signalbox.port.Attempt;
import dev.signalbox.port.Machine;
import dev.signalbox.port.Machine.Ended;
import dev.signalbox.port.Machine.Program;
import dev.signalbox.port.PortFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends what an earlier attempt at a step left running, because the bot was killed or the connection
 * cut: two installations at once on one node would be nobody's. What an installation that has ended
 * left running on purpose, such as the application itself, is not touched.
 */
final class Leftovers {
  /** Names the step, for the next attempt at it. */
  static final String STEP = "SIGNALBOX_STEP";

  private static final Duration LIMIT = Duration.ofSeconds(45);

  /** The process that is awaited knows itself by its own number. */
  private static final List<String> LEADER =
      List.of("sh", "-c", "SIGNALBOX_LEADER=$$; export SIGNALBOX_LEADER; exec \"$@\"", "signalbox");

  /**
   * An attempt is one whose awaited process is alive; all that carries its run's mark is ended
   * then, also what outlives that process. By the clock: a busy machine takes long for each look.
   */
  private static final String END =
      """
      [ -d /proc/self ] || exit 0
      runs=
      for p in $(grep -lszxF "SIGNALBOX_STEP=$1" /proc/[0-9]*/environ | tr -dc '0-9\\n'); do
        grep -qszxF "SIGNALBOX_LEADER=$p" "/proc/$p/environ" || continue
        r=$(tr '\\0' '\\n' <"/proc/$p/environ" | sed -n 's/^SIGNALBOX_RUN=//p')
        [ -z "$r" ] || runs="$runs $r"
      done
      [ -n "$runs" ] || exit 0
      s=$(date +%s)
      while :; do
        a=
        for r in $runs; do
          a="$a $(grep -lszxF "SIGNALBOX_RUN=$r" /proc/[0-9]*/environ | tr -dc '0-9\\n')"
        done
        set -- $a
        [ $# -gt 0 ] || break
        e=$(($(date +%s) - s))
        [ $e -lt 30 ] || { echo "still running:" "$@" >&2; exit 1; }
        if [ $e -lt 2 ]; then kill -s TERM "$@"; else kill -s KILL "$@"; fi 2>/dev/null
        sleep 0.1
      done
      echo ended
      """;

  private Leftovers() {}

  /** The argv by which a later attempt recognises it. */
  static List<String> recognisable(List<String> argv) {
    List<String> words = new ArrayList<>(LEADER);
    words.addAll(argv);
    return words;
  }

  /** Ends what there is of the step; says so where there was something. */
  static void end(Machine machine, String step, Attempt attempt) {
    Program program = Program.of(List.of("sh", "-c", END, "signalbox", step), LIMIT);
    switch (machine.run(program, _ -> {}, () -> false)) {
      case Ended.Exited(int code, String said, String _) when code == 0 -> {
        if (!said.isBlank()) {
          attempt.progress("ended what an earlier attempt had left running on " + machine.name());
        }
      }
      case Ended.Exited _, Ended.Killed _, Ended.TimedOut _, Ended.Stopped _, Ended.NotStarted _ ->
          throw new PortFailure.Unreachable(
              "an earlier attempt is still running on " + machine.name() + " and cannot be ended",
              null);
    }
  }
}
