package dev.signalbox.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.port.Machine.Ended;
import dev.signalbox.port.Machine.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Machine} does; each has a POSIX shell. */
public abstract class MachineContract {
  private static final Duration LONG = Duration.ofSeconds(20);

  /** The machine. */
  protected abstract Machine machine();

  /** An empty directory on it, where its user may write. */
  protected abstract Path directory();

  private final List<String> lines = new CopyOnWriteArrayList<>();

  private Ended run(String... argv) {
    return run(Program.of(List.of(argv), LONG));
  }

  private Ended run(Program program) {
    return machine().run(program, lines::add, () -> false);
  }

  private Ended sh(String script) {
    return run("sh", "-c", script);
  }

  protected static Ended.Exited exited(Ended ended) {
    assertThat(ended).isInstanceOf(Ended.Exited.class);
    return (Ended.Exited) ended;
  }

  private boolean isRunning(String pid) {
    // A zombie that nobody has collected yet does not run.
    return exited(
                sh(
                    "s=$(cat /proc/"
                        + pid
                        + "/stat 2>/dev/null) && case $s in *\\)\\ Z*) exit 1;; esac"))
            .code()
        == 0;
  }

  @Test
  void argumentsArriveAsTheyAre() {
    List<String> odd =
        List.of(
            "", " ", "a b", "'", "\"", "\\", "$HOME", "`id`", "*", "~", "a\nb", "-n", "!", "grün ✅",
            "{}", "#", "&", ";");
    List<String> argv =
        Stream.concat(Stream.of("sh", "-c", "printf '%s|' \"$@\"", "sh"), odd.stream()).toList();

    Ended.Exited ended = exited(run(Program.of(argv, LONG)));

    assertThat(ended.standardOutput()).isEqualTo(String.join("|", odd) + "|");
  }

  @Test
  void theEnvironmentArrivesAndIsInNobodysListOfProcesses() {
    Program program =
        new Program(
            List.of(
                "sh",
                "-c",
                "printf '%s|' \"$TOKEN\" \"$ODD\"; cat /proc/[0-9]*/cmdline | tr '\\0' ' '"),
            Map.of("TOKEN", "hush-hush", "ODD", " a\n'b\"\\0101 ✅\n\n"),
            "",
            LONG);

    String seen = exited(run(program)).standardOutput();

    assertThat(seen).startsWith("hush-hush| a\n'b\"\\0101 ✅\n\n|");
    assertThat(seen.substring("hush-hush".length())).doesNotContain("hush-hush");
  }

  @Test
  void theInputArrivesWholeAndEnds() {
    String input = "first\n" + "x".repeat(300_000) + "\nlast ✅";
    Program program = new Program(List.of("sh", "-c", "wc -c; cat"), Map.of(), input, LONG);

    assertThat(exited(run(program)).standardOutput().strip())
        .isEqualTo(Integer.toString(input.getBytes(UTF_8).length));
  }

  @Test
  void aProgramWithoutInputReadsNothing() {
    assertThat(exited(run("cat")).code()).isZero();
  }

  @Test
  void theExitCodeIsTold() {
    assertThat(exited(sh("exit 0")).code()).isZero();
    assertThat(exited(sh("exit 7")).code()).isEqualTo(7);
    assertThat(exited(sh("exit 255")).code()).isEqualTo(255);
  }

  @Test
  void bothOutputsAreKeptAndStandardOutputAlone() {
    Ended.Exited ended = exited(sh("echo out; echo err >&2; printf end"));

    assertThat(ended.standardOutput()).isEqualTo("out\nend");
    assertThat(ended.printed().lines()).containsExactlyInAnyOrder("out", "err", "end");
    assertThat(lines).containsExactlyInAnyOrder("out", "err", "end");
  }

  @Test
  void linesComeWhileTheProgramRuns() {
    Path go = directory().resolve("go");
    CountDownLatch told = new CountDownLatch(1);
    Program program =
        Program.of(
            List.of(
                "sh",
                "-c",
                "echo waiting; until [ -e \"$1\" ]; do sleep 0.02; done; echo gone on",
                "sh",
                go.toString()),
            LONG);

    Ended ended =
        machine()
            .run(
                program,
                line -> {
                  if (line.equals("waiting")) {
                    machine().write(go, new byte[0]);
                    told.countDown();
                  }
                },
                () -> false);

    assertThat(told.getCount()).isZero();
    assertThat(exited(ended).printed()).isEqualTo("waiting\ngone on\n");
  }

  @Test
  void aFloodIsBoundedAndItsEndIsKept() {
    Program program =
        Program.of(List.of("sh", "-c", "yes flood | head -c 3000000; echo; echo the end"), LONG);

    Ended.Exited ended = exited(machine().run(program, _ -> {}, () -> false));

    assertThat(ended.standardOutput()).hasSize(Machine.KEPT).startsWith("flood\n");
    assertThat(ended.printed()).hasSizeLessThanOrEqualTo(Machine.KEPT).endsWith("\nthe end\n");
    assertThat(ended.printed().lines().findFirst()).contains("flood");
  }

  @Test
  void aLineWithoutAnEndArrivesInPieces() {
    exited(sh("head -c 10000 /dev/zero | tr '\\0' x; printf '\\303\\274\\n'"));

    assertThat(lines)
        .hasSize(3)
        .allMatch(line -> line.getBytes(UTF_8).length <= Machine.LONGEST_LINE);
    assertThat(String.join("", lines)).isEqualTo("x".repeat(10_000) + "ü");
  }

  @Test
  void whatIsNoTextHurtsNobody() {
    assertThat(exited(sh("printf '\\377\\000\\376'")).code()).isZero();
  }

  @Test
  void aProgramThatSomebodyKilledSaysBySignal() {
    assertThat(sh("echo before; kill -KILL $$")).isEqualTo(new Ended.Killed("KILL", "before\n"));
  }

  @Test
  void aProgramThatIsNotThereIsNotStarted() {
    assertThat(run("no-such-program", "x"))
        .isInstanceOfSatisfying(
            Ended.NotStarted.class, it -> assertThat(it.reason()).contains("no-such-program"));
    assertThat(run("/etc/passwd")).isInstanceOf(Ended.NotStarted.class);
  }

  @Test
  void whenTheTimeIsOutEverythingThatItStartedIsEnded() {
    String script = "trap '' TERM; sleep 600 & echo $!; setsid sleep 601 & echo $!; wait";

    Ended ended = run(Program.of(List.of("sh", "-c", script), Duration.ofMillis(700)));

    assertThat(ended).isInstanceOf(Ended.TimedOut.class);
    assertThat(lines).hasSize(2).noneMatch(this::isRunning);
    assertThat(((Ended.TimedOut) ended).printed()).contains(lines);
  }

  @Test
  void whenPeopleAskToStopEverythingThatItStartedIsEnded() {
    CountDownLatch started = new CountDownLatch(1);
    Program program = Program.of(List.of("sh", "-c", "sleep 600 & echo $!; wait"), LONG);

    Ended ended =
        machine()
            .run(
                program,
                line -> {
                  lines.add(line);
                  started.countDown();
                },
                () -> started.getCount() == 0);

    assertThat(ended).isInstanceOf(Ended.Stopped.class);
    assertThat(lines).hasSize(1).noneMatch(this::isRunning);
  }

  @Test
  void whatAProgramLeavesInTheBackgroundGoesOnAndIsNotAwaited() {
    String pid = exited(sh("sleep 600 & echo $!")).standardOutput().strip();

    assertThat(isRunning(pid)).isTrue();
    exited(run("kill", pid));
  }

  @Test
  void aFileThatIsNotThereIsEmpty() {
    assertThat(machine().read(directory().resolve("none"))).isEmpty();
  }

  @Test
  void aFileIsReadAsItWasWritten() {
    Path file = directory().resolve("a 'file'");
    byte[] content = new byte[100_000];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31);
    }

    machine().write(file, content);
    assertThat(machine().read(file)).hasValueSatisfying(it -> assertThat(it).isEqualTo(content));

    machine().write(file, new byte[0]);
    assertThat(machine().read(file)).hasValueSatisfying(it -> assertThat(it).isEmpty());
    assertThat(exited(run("ls", "-A", directory().toString())).standardOutput())
        .isEqualTo("a 'file'\n");
  }

  @Test
  void aNewFileCanBeReadByEverybodyAndAnOldOneKeepsItsMode() {
    Path file = directory().resolve("file");
    machine().write(file, "1".getBytes(UTF_8));
    assertThat(mode(file)).isEqualTo("644");

    exited(run("chmod", "640", file.toString()));
    machine().write(file, "2".getBytes(UTF_8));

    assertThat(mode(file)).isEqualTo("640");
  }

  private String mode(Path file) {
    return exited(run("stat", "-c", "%a", file.toString())).standardOutput().strip();
  }

  @Test
  void aSymbolicLinkStaysOneAndItsFileIsReplaced() {
    Path file = directory().resolve("file");
    Path link = directory().resolve("link");
    machine().write(file, "old".getBytes(UTF_8));
    exited(run("ln", "-s", "file", link.toString()));

    machine().write(link, "new".getBytes(UTF_8));

    assertThat(exited(run("readlink", link.toString())).standardOutput().strip()).isEqualTo("file");
    assertThat(machine().read(file))
        .hasValueSatisfying(it -> assertThat(it).isEqualTo("new".getBytes(UTF_8)));
  }

  @Test
  void aReaderMeetsTheOldFileOrTheNewOne() {
    Path file = directory().resolve("file");
    machine().write(file, "a".repeat(50_000).getBytes(UTF_8));
    Path stop = directory().resolve("stop");
    String reader =
        "{ cat \"$1\"; echo; while [ ! -e \"$2\" ]; do cat \"$1\" || echo gone; echo; done; }"
            + " | tr -s ab | sort -u";
    CountDownLatch reading = new CountDownLatch(1);
    List<String> seen = new CopyOnWriteArrayList<>();
    Thread watching =
        Thread.ofVirtual()
            .start(
                () -> {
                  reading.countDown();
                  Program program =
                      Program.of(
                          List.of("sh", "-c", reader, "sh", file.toString(), stop.toString()),
                          LONG);
                  seen.addAll(exited(run(program)).standardOutput().lines().toList());
                });
    for (int i = 0; i < 20; i++) {
      machine().write(file, (i % 2 == 0 ? "b" : "a").repeat(50_000).getBytes(UTF_8));
    }
    machine().write(stop, new byte[0]);

    assertThat(joined(watching)).isTrue();
    assertThat(seen).isNotEmpty().isSubsetOf("", "a", "b");
  }

  private static boolean joined(Thread thread) {
    try {
      return thread.join(LONG);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatCannotBeReadOrWrittenIsRefusedWithItsReason() {
    Path nowhere = directory().resolve("none").resolve("file");

    assertThatThrownBy(() -> machine().write(nowhere, new byte[1]))
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining(nowhere.toString());
    assertThatThrownBy(() -> machine().read(directory()))
        .isInstanceOf(PortFailure.Unreachable.class);
  }

  @Test
  void aFileThatIsTooLargeIsRefusedAndNotCutOff() {
    Path large = directory().resolve("large");
    exited(run("sh", "-c", "head -c 1048577 /dev/zero > \"$1\"", "sh", large.toString()));

    assertThatThrownBy(() -> machine().read(large))
        .isInstanceOf(PortFailure.Unreachable.class)
        .hasMessageContaining("1048576");
  }

  @Test
  void manyProgramsRunAtOnce() throws InterruptedException {
    List<String> said = new CopyOnWriteArrayList<>();
    List<Thread> threads =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    Thread.ofVirtual()
                        .start(
                            () ->
                                said.add(
                                    exited(run("sh", "-c", "sleep 0.1; echo " + i))
                                        .standardOutput()
                                        .strip())))
            .collect(Collectors.toList());
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(said)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 12).mapToObj(Integer::toString).toList());
  }
}
