package dev.signalbox.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.signalbox.port.WakeUps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * Wake-ups as tasks of db-scheduler, which are written in the caller's transaction and picked up by
 * whichever instance is alive at their time.
 *
 * <p>db-scheduler cannot move a task that runs at the moment. So each scheduling makes a task of
 * its own with a new number, and a table says which number of a wake-up still counts: a task whose
 * number does not ends without waking anybody.
 */
public final class DurableWakeUps implements WakeUps {

  private static final String TASK = "wake-up";

  /** How late a wake-up may be that falls due while nothing else happens. */
  private static final Duration POLL = Duration.ofSeconds(1);

  /**
   * An instance that was silent for four of these is taken for dead. Its default of five minutes
   * would leave a wake-up that was under way untold for half an hour.
   */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private static final Duration STOP_AT_MOST = Duration.ofSeconds(10);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private final JdbcClient sql;
  private final SqlTransactions transactions;
  private final InstantSource clock;
  private final String instance;
  private final boolean alone;
  private final OneTimeTask<Numbered> task;
  private final Scheduler scheduler;
  private final AtomicReference<Consumer<WakeUp>> handler = new AtomicReference<>(_ -> {});

  private final AtomicBoolean stopped = new AtomicBoolean();

  /** What is stored with a task. */
  record Numbered(long number, WakeUp wakeUp) {}

  /** Who runs the tasks: its name, and whether no other process can have the database open. */
  record Instance(String name, boolean alone) {}

  DurableWakeUps(
      DataSource dataSource,
      JdbcClient sql,
      SqlTransactions transactions,
      StoredJson json,
      InstantSource clock,
      Instance instance) {
    this.sql = sql;
    this.transactions = transactions;
    this.clock = clock;
    this.instance = instance.name();
    this.alone = instance.alone();
    this.task =
        Tasks.oneTime(TASK, Numbered.class)
            .onFailure(this::retryLater)
            .onDeadExecutionRevive()
            .execute((task, _) -> wake(task.getData()));
    this.scheduler = scheduler(dataSource, json);
  }

  private Scheduler scheduler(DataSource dataSource, StoredJson json) {
    return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), List.of(task))
        .schedulerName(new SchedulerName.Fixed(instance))
        .serializer(new AsJson(json))
        .clock(clock::instant)
        .pollingInterval(POLL)
        .heartbeatInterval(HEARTBEAT)
        .missedHeartbeatsLimit(4)
        .executorService(new PatientExecutor("wake-up-", () -> {}))
        .dueExecutor(new PatientExecutor("wake-ups-due-", this::checkNow))
        .housekeeperExecutor(new PatientExecutor.Timer("wake-ups-alive-"))
        .shutdownMaxWait(STOP_AT_MOST)
        .failureLogging(LogLevel.WARN, true)
        .build();
  }

  /**
   * Begins to hand out what is due. A handler that throws is called again, later each time, up to a
   * minute.
   */
  public void start(Consumer<WakeUp> wakes) {
    handler.set(wakes);
    reclaim();
    scheduler.start();
  }

  /** Hands out nothing more, and waits a while for what is under way, without interrupting it. */
  public void stop() {
    if (stopped.compareAndSet(false, true)) {
      scheduler.stop();
    }
  }

  /** Looks now for what is due, for instance because the clock was moved. */
  public void checkNow() {
    scheduler.triggerCheckForDueExecutions();
  }

  /**
   * What this instance had under way when it was killed need not wait until it is missed; neither
   * does anything else in a database that no other process can have open.
   */
  private void reclaim() {
    sql.sql(
            """
            UPDATE scheduled_tasks
            SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL, version = version + 1
            WHERE picked = TRUE AND (picked_by = :me OR :alone = TRUE)
            """)
        .param("me", instance)
        .param("alone", alone)
        .update();
  }

  @Override
  public void at(Instant time, WakeUp wakeUp) {
    transactions.require();
    String name = name(wakeUp);
    forgetEarlier(name);
    GeneratedKeyHolder key = new GeneratedKeyHolder();
    sql.sql("INSERT INTO wake_up (name) VALUES (:name)").param("name", name).update(key, "number");
    long number = Columns.generated(key);
    boolean now = !time.isAfter(clock.instant());
    Instant due = now ? Columns.stored(time) : notBefore(time);
    scheduler.schedule(
        new TaskInstance<>(TASK, instanceOf(name, number), new Numbered(number, wakeUp)), due);
    if (now) {
      // Only after the commit can the scheduler see it.
      transactions.afterCommit(this, this::checkNow);
    }
  }

  private void forgetEarlier(String name) {
    List<Long> earlier =
        sql.sql("SELECT number FROM wake_up WHERE name = :name")
            .param("name", name)
            .query(Long.class)
            .list();
    for (Long number : earlier) {
      sql.sql(
              """
              DELETE FROM scheduled_tasks
              WHERE task_name = :task AND task_instance = :instance AND picked = FALSE
              """)
          .param("task", TASK)
          .param("instance", instanceOf(name, number))
          .update();
      forget(number);
    }
  }

  private void forget(long number) {
    sql.sql("DELETE FROM wake_up WHERE number = :number").param("number", number).update();
  }

  private void wake(Numbered due) {
    boolean counts =
        sql.sql("SELECT number FROM wake_up WHERE number = :number")
            .param("number", due.number())
            .query(Long.class)
            .optional()
            .isPresent();
    if (counts) {
      handler.get().accept(due.wakeUp());
      forget(due.number());
    }
  }

  private void retryLater(ExecutionComplete failed, ExecutionOperations<Numbered> task) {
    int doublings = Math.min(failed.getExecution().consecutiveFailures, 16);
    Duration grown = FIRST_RETRY.multipliedBy(1L << doublings);
    Duration wait = grown.compareTo(LONGEST_RETRY) < 0 ? grown : LONGEST_RETRY;
    task.reschedule(failed, clock.instant().plus(wait));
  }

  /** Up to the next microsecond: cut down, it would wake too early, and find nothing to end. */
  private static Instant notBefore(Instant time) {
    Instant cut = Columns.stored(time);
    return cut.equals(time) ? cut : cut.plus(1, ChronoUnit.MICROS);
  }

  private static String instanceOf(String name, long number) {
    return name + "@" + number;
  }

  private static String name(WakeUp wakeUp) {
    return switch (wakeUp) {
      case WakeUp.GateExpires(long gate) -> "gate-expires:" + gate;
      case WakeUp.RemindApprovers(long gate) -> "remind-approvers:" + gate;
      case WakeUp.KeptExpires(var lane) -> "kept-expires:" + lane;
      case WakeUp.HoldExpires(var scope) -> "hold-expires:" + scope;
    };
  }

  /** JSON, so that a later version can read what this one wrote. */
  private record AsJson(StoredJson json) implements Serializer {
    @Override
    public byte[] serialize(Object data) {
      return json.write(data).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] data) {
      return json.read(new String(data, StandardCharsets.UTF_8), type);
    }
  }
}
