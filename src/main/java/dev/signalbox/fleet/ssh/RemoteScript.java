package dev.signalbox.fleet.ssh;

import java.util.ArrayList;
import java.util.List;

/**
 * What a POSIX shell on the other machine does for us. The arguments are quoted, so that whatever
 * is in them stays an argument; what is secret goes through the input, because everybody there can
 * see the arguments of processes.
 *
 * @param text the script
 */
record RemoteScript(String text) {

  /**
   * Says its process number, waits for the environment and the word to begin, and becomes the
   * program. So a program runs only when we still hear it begin, and can be ended for certain.
   */
  static final RemoteScript PROGRAM =
      new RemoteScript(
          """
          m=$1 t=$2; shift 2
          case $1 in */*) [ -f "$1" ] && [ -x "$1" ];; *) command -v "$1" >/dev/null 2>&1;; esac || {
            echo "signalbox:$m:none"; exit 127; }
          echo "signalbox:$m:$$"
          while IFS= read -r n; do
            if [ "$n" = . ]; then
              SIGNALBOX_RUN=$m; export SIGNALBOX_RUN
              command -v timeout >/dev/null 2>&1 && exec timeout -k 10 "$t" "$@"
              exec "$@"
            fi
            IFS= read -r v || exit 125
            v=$(printf '%b.' "$v"); export "$n=${v%.}"
          done
          exit 125
          """);

  /**
   * Ends a program, and all that it started, wherever it went; fails while something is left after
   * twenty seconds. By the clock: a busy machine takes long for each look.
   */
  static final RemoteScript END =
      new RemoteScript(
          """
          m=$1 p=$2 g=$3
          found() {
            for d in /proc/[0-9]*; do
              read -r s <"$d/stat" || continue
              set -- ${s##*) }
              [ "$1" != Z ] && [ "$4" = "$p" ] && echo "${d#/proc/}"
            done 2>/dev/null
            grep -ls "SIGNALBOX_RUN=$m" /proc/[0-9]*/environ 2>/dev/null | tr -dc '0-9\\n'
          }
          kill -s TERM -- "-$p" 2>/dev/null
          i=0 s=$(date +%s)
          while a=$(found | sort -u); [ -n "$a" ]; do
            e=$(($(date +%s) - s))
            [ $e -ge 20 ] && { echo "still running:" $a >&2; exit 1; }
            [ $i -eq 0 ] && kill -s TERM $a 2>/dev/null
            if [ $e -ge "$g" ]; then kill -s KILL $a 2>/dev/null; fi
            i=1; sleep 0.1
          done
          exit 0
          """);

  /** Prints a file: 44 is that there is none, 45 that it is too large. */
  static final RemoteScript READ =
      new RemoteScript(
          """
          f=$1
          if [ ! -e "$f" ]; then
            d=$(dirname -- "$f")
            if [ -d "$d" ] && [ ! -x "$d" ]; then echo "Permission denied" >&2; exit 1; fi
            exit 44
          fi
          [ -f "$f" ] || { echo "not a file" >&2; exit 1; }
          s=$(wc -c <"$f") || exit 1
          [ "$s" -le "$2" ] || exit 45
          exec cat -- "$f"
          """);

  /**
   * Replaces a file by what it reads, if that arrived whole; the last argument is a new one's mode.
   */
  static final RemoteScript WRITE =
      new RemoteScript(
          """
          f=$1 h=$2 o=$3
          [ -e "$f" ] && f=$(readlink -f -- "$f")
          d=$(dirname -- "$f")
          t=$(mktemp "$d/.signalbox.XXXXXX") || exit 1
          trap 'rm -f -- "$t"' EXIT
          cat >"$t" || exit 1
          s=$(sha256sum <"$t") || exit 1
          [ "${s%% *}" = "$h" ] || { echo "did not arrive whole" >&2; exit 1; }
          if [ -e "$f" ]; then
            chown "$(stat -c %u:%g -- "$f")" -- "$t" 2>/dev/null ||
              [ "$(stat -c %u:%g -- "$f")" = "$(stat -c %u:%g -- "$t")" ] ||
              { echo "its owner cannot be kept" >&2; exit 1; }
            chmod "$(stat -c %a -- "$f")" -- "$t" || exit 1
          else
            chmod "$o" -- "$t" || exit 1
          fi
          sync -- "$t" 2>/dev/null || sync
          mv -f -- "$t" "$f" || exit 1
          sync -- "$d" 2>/dev/null || sync
          """);

  /** Prints a file's SHA-256, or nothing when it cannot be read. */
  static final RemoteScript CHECKSUM =
      new RemoteScript("s=$(sha256sum <\"$1\") 2>/dev/null && echo \"${s%% *}\"\nexit 0\n");

  /** The command line for the account's shell. */
  String call(List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("exec sh -c", quoted(text), "signalbox"));
    arguments.stream().map(RemoteScript::quoted).forEach(words::add);
    return String.join(" ", words);
  }

  /** One word for a POSIX shell, whatever is in it (POSIX, Shell Command Language, 2.2.2). */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** A variable's value in one line of printable characters, as {@code printf %b} reads it. */
  static String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : value.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      boolean plain = each > ' ' && each < 127 && each != '\\' && each != '%';
      if (plain) {
        escaped.append((char) each);
      } else {
        escaped.append("\\0").append(Integer.toOctalString((each & 0xFF) | 0x200).substring(1));
      }
    }
    return escaped.toString();
  }
}
