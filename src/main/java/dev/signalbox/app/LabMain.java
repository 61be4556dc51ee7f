package dev.signalbox.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.signalbox.lab.LabArguments;
import dev.signalbox.lab.LabServer;
import dev.signalbox.lab.http.PortTakenException;
import dev.signalbox.lab.state.LabStateException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Runs a lab as a process of its own, so that nodes and traffic go on when the bot does not.
 *
 * <p>When everything takes traffic it prints one line, {@code lab ready control=URL
 * application/stage=URL …}. It ends with 0 when told over the control API or by TERM, with 1 when
 * it cannot start, with 2 for a command line that it does not understand.
 */
public final class LabMain {
  private static final int TIMER_THREADS = 4;

  private LabMain() {}

  /** Runs the lab; see {@link LabArguments#USAGE}. */
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(arguments));
  }

  private static int run(String... arguments) throws InterruptedException {
    quietLog();
    LabArguments parsed;
    try {
      parsed = LabArguments.parse(arguments);
    } catch (IllegalArgumentException odd) {
      System.err.println(odd.getMessage() + "\n" + LabArguments.USAGE);
      return 2;
    }
    CountDownLatch end = new CountDownLatch(1);
    parsed.process().ifPresent(id -> endWith(id, end));
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(TIMER_THREADS);
    try (LabServer lab =
        new LabServer(parsed.config(), InstantSource.system(), timer, end::countDown)) {
      Runtime.getRuntime().addShutdownHook(new Thread(lab::close));
      System.out.println(readyLine(lab));
      end.await();
    } catch (PortTakenException | LabStateException known) {
      System.err.println(known.getMessage());
      return 1;
    } finally {
      timer.shutdownNow();
    }
    return 0;
  }

  private static String readyLine(LabServer lab) {
    return lab.entrances().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" ", "lab ready control=" + lab.control() + " ", ""));
  }

  private static void endWith(long process, CountDownLatch end) {
    var _ =
        ProcessHandle.of(process)
            .map(ProcessHandle::onExit)
            .orElse(CompletableFuture.completedFuture(null))
            .thenRun(end::countDown);
  }

  /** Standard output is for the ready line; a lab has little else to say. */
  private static void quietLog() {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.WARN);
    }
  }
}
