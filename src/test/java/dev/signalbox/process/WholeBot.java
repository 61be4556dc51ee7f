package dev.signalbox.process;

import dev.signalbox.access.Identity;
import dev.signalbox.app.SignalboxMain;
import dev.signalbox.chat.Chat;
import dev.signalbox.chat.page.PagePlatform;
import dev.signalbox.chat.terminal.RunningWork;
import dev.signalbox.operation.Reception;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.operation.Reception.Speaker;
import dev.signalbox.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole bot in this process, spoken to as people do on the channel page. */
public final class WholeBot implements AutoCloseable {
  /** The one channel that there is. */
  public static final String CHANNEL = "deployments";

  private static final Duration ALL_SAID = Duration.ofMinutes(1);
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final ConfigurableApplicationContext context;
  private final Stores stores;
  private final RunningWork work;

  private WholeBot(ConfigurableApplicationContext context) {
    this.context = context;
    this.stores = context.getBean(Stores.class);
    this.work = context.getBean(RunningWork.class);
  }

  /**
   * What it is started with so that nothing takes time, and everything is below its directory.
   *
   * @param more go before what is otherwise set
   */
  public static List<String> arguments(Path directory, List<String> more) {
    List<String> arguments = new ArrayList<>(more);
    arguments.add("--spring.config.additional-location=classpath:/at-once/");
    arguments.add("--signalbox.database.file=" + directory.resolve("signalbox"));
    arguments.add("--signalbox.lab.state-directory=" + directory.resolve("lab"));
    arguments.add("--logging.file.name=" + directory.resolve("signalbox.log"));
    return arguments;
  }

  /** Starts it with these arguments, and with what a test adds to it. */
  public static WholeBot start(List<String> arguments, Class<?>... additions) {
    SpringApplication application = new SpringApplication(SignalboxMain.class);
    application.addPrimarySources(List.of(additions));
    application.setRegisterShutdownHook(false);
    return new WholeBot(application.run(arguments.toArray(String[]::new)));
  }

  public Stores stores() {
    return stores;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Somebody types a line. */
  public Answer say(String person, String line) {
    Speaker speaker = new Speaker(new Identity(PagePlatform.NAME, person), CHANNEL);
    return bean(Reception.class).say(speaker, line);
  }

  /** Types a line that must not be refused. */
  public void command(String person, String line) {
    Answer answer = say(person, line);
    if (!answer.accepted()) {
      throw new AssertionError(person + ": " + line + ": " + answer.text());
    }
  }

  /** Waits until a gate waits; false when nothing runs that could come to one. */
  public boolean untilGate() {
    return work.untilGate();
  }

  /** Lets the approver type this at each gate, until nothing runs and everything is said. */
  public void seeThrough(String decision) {
    seeThrough("approver", decision);
  }

  /** Lets somebody type this at each gate, until nothing runs and everything is said. */
  public void seeThrough(String person, String decision) {
    while (work.untilGate()) {
      if (!say(person, decision).accepted()) {
        awaitCommit();
      }
    }
    work.untilEnd();
    if (!bean(Chat.class).awaitAllSaid(ALL_SAID)) {
      throw new AssertionError("not everything was said within " + ALL_SAID);
    }
  }

  /**
   * Lets the approver type this until it is taken.
   *
   * @return whether a gate waits again when what follows has come to a rest
   */
  public boolean decide(String decision) {
    while (!say("approver", decision).accepted()) {
      awaitCommit();
    }
    return work.untilGate();
  }

  /** A gate that takes no decision now may take one after the next look at its evidence. */
  private void awaitCommit() {
    CountDownLatch changed = new CountDownLatch(1);
    stores.journal().onCommit(_ -> changed.countDown());
    try {
      var _ = changed.await(A_MOMENT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a gate to change", e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
