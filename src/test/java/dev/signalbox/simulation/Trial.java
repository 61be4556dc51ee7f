package dev.signalbox.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.deployment.Actor;
import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Event;
import dev.signalbox.deployment.JournalEntry;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.LaneSpec;
import dev.signalbox.deployment.Phase;
import dev.signalbox.deployment.Plan;
import dev.signalbox.deployment.Strategy;
import dev.signalbox.deployment.Vote;
import dev.signalbox.engine.Feed;
import dev.signalbox.engine.Planned;
import dev.signalbox.engine.Requests.Begin;
import dev.signalbox.engine.Seen;
import dev.signalbox.engine.Stores;
import dev.signalbox.engine.Voted;
import dev.signalbox.port.Journal;
import dev.signalbox.topology.Lane;
import dev.signalbox.topology.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One lane, one database, one bot at work, and what people do; at its end every promise must have
 * been kept. The database is the real one, on a file.
 */
public final class Trial implements AutoCloseable {
  private final Ground ground;
  private final HikariDataSource dataSource;
  private final dev.signalbox.store.Stores database;
  private final Stores stores;
  private final SimClock clock = new SimClock();
  private final Map<Lane, SimLane> sites = new HashMap<>();
  private final Commits commits;
  private Bot bot;
  private int bots;
  private DeploymentId last = new DeploymentId(1);
  private volatile boolean closed;
  private final List<Thread> gatekeepers = new ArrayList<>();

  private Trial(Ground ground, HikariDataSource dataSource) {
    this.ground = ground;
    this.dataSource = dataSource;
    this.database = dev.signalbox.store.Stores.open(dataSource, clock, "trial");
    this.stores =
        new Stores(
            database.transactions(),
            database.journal(),
            database.deployments(),
            database.gates(),
            database.lanes(),
            database.wakeUps());
    for (Lane lane : ground.lanes()) {
      LaneSpec spec = ground.spec(lane);
      sites.put(lane, new SimLane(ground.layout(), new Version("v1"), new Promises(stores, spec)));
    }
    this.commits = new Commits(stores.journal());
    this.bot = start(ground, true);
  }

  /** A trial with everything on v1, blue live, and the database in a file. */
  public static Trial on(Ground ground, Path directory) {
    return new Trial(ground, EmptyDatabase.in(directory));
  }

  /** The same with the database in memory, for trials by the hundred. */
  public static Trial inMemory(Ground ground) {
    return new Trial(ground, EmptyDatabase.inMemory());
  }

  private Bot start(Ground configured, boolean alone) {
    Bot started = new Bot("bot-" + ++bots, stores, configured, sites, clock);
    started.engine().start(alone);
    return started;
  }

  // What people do.

  /** Asks for a version by the lane's strategy; it must begin. */
  public DeploymentId deploy(String version) {
    return deploy(version, ground.strategy());
  }

  public DeploymentId deploy(String version, Strategy strategy) {
    Planned planned = bot.requests().plan(Ground.LANE, new Version(version), Optional.of(strategy));
    return begin(plan(planned));
  }

  /** Goes back to what was before; it must begin. */
  public DeploymentId rollBackAfterwards() {
    return begin(plan(bot.requests().planRollback(Ground.LANE)));
  }

  public static Plan plan(Planned planned) {
    return switch (planned) {
      case Planned.Ready(Plan plan) -> plan;
      case Planned.Impossible(String reason) -> throw new AssertionError(reason);
    };
  }

  public DeploymentId begin(Plan plan) {
    last =
        switch (bot.requests().begin(plan, slack("dora"), "releases")) {
          case Begin.Running(Deployment d) -> d.id();
          case Begin.Refused(String reason) -> throw new AssertionError(reason);
        };
    return last;
  }

  /** Types an approval. */
  public Voted approve(String person) {
    return bot.decisions().approve(last, slack(person), Vote.Means.TYPED, Optional.empty(), "");
  }

  /** Reacts to the newest prompt. */
  public Voted react(String person) {
    return react(slack(person), prompt());
  }

  public Voted react(Actor by, Seen seen) {
    return bot.decisions().approve(last, by, Vote.Means.REACTION, Optional.of(seen), "message");
  }

  /** What the newest prompt shows. */
  public Seen prompt() {
    return stores.gates().open(last).map(g -> new Seen(g.id(), g.revision())).orElseThrow();
  }

  public Feed reject(String person) {
    return decide(new Event.Rejected(slack(person), "no"), person);
  }

  public Feed abort(String person) {
    return decide(new Event.Abort(slack(person), "stop"), person);
  }

  public Feed rollBack(String person) {
    return decide(new Event.RollBack(slack(person), "back"), person);
  }

  public Feed retry(String person) {
    return decide(new Event.Retry(slack(person)), person);
  }

  public Feed abandon(String person) {
    return decide(new Event.Abandon(slack(person), "by hand"), person);
  }

  private Feed decide(Event event, String person) {
    return bot.decisions().decide(last, event, slack(person));
  }

  public static Actor slack(String person) {
    return new Actor(person, "slack:" + person);
  }

  public static Actor discord(String person) {
    return new Actor(person, "discord:" + person + "-too");
  }

  /** Does something whenever a gate waits, on a thread of its own, until the trial ends. */
  public void onEveryGate(Runnable action) {
    gatekeepers.add(
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!closed) {
                    awaitTrue("a gate", () -> closed || now().phase().isGate());
                    if (!closed) {
                      action.run();
                    }
                  }
                }));
  }

  // What becomes of it.

  public Deployment now() {
    return stores.deployments().find(last).orElseThrow();
  }

  public DeploymentId id() {
    return last;
  }

  /** Waits for the phase. */
  public Deployment awaitPhase(Phase phase) {
    await(phase.toString(), d -> d.phase() == phase);
    return now();
  }

  /** Waits until nothing goes on by itself any more: at a gate, at rest, or at the end. */
  public Deployment awaitRest() {
    await("rest", d -> d.phase().kind() != Phase.Kind.ACTING);
    return now();
  }

  public void await(String what, Predicate<Deployment> condition) {
    awaitTrue(what, () -> condition.test(now()));
  }

  /** Waits for something that a commit makes true. */
  public void awaitTrue(String what, BooleanSupplier condition) {
    commits.await(what, condition, this::told);
  }

  /** The journal of the deployment, a line for each entry. */
  public String told() {
    return String.join("\n", site().promises.told(last));
  }

  public List<JournalEntry> journal() {
    return stores.journal().of(last);
  }

  /** The events of one kind in the deployment's journal. */
  public <T extends JournalEvent> List<T> journaled(Class<T> kind) {
    return journal().stream()
        .map(JournalEntry::event)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /** The phases that the deployment entered, in order. */
  public List<Phase> phases() {
    return journaled(JournalEvent.PhaseEntered.class).stream()
        .map(JournalEvent.PhaseEntered::to)
        .toList();
  }

  // The world, and the bots.

  public SimLane site() {
    return site(Ground.LANE);
  }

  public SimLane site(Lane lane) {
    return Optional.ofNullable(sites.get(lane)).orElseThrow();
  }

  public SimClock clock() {
    return clock;
  }

  public Stores stores() {
    return stores;
  }

  public dev.signalbox.store.Stores database() {
    return database;
  }

  public Bot bot() {
    return bot;
  }

  public Ground ground() {
    return ground;
  }

  /** Lets the trial look at another deployment. */
  public void lookAt(DeploymentId id) {
    last = id;
  }

  /** Kills the bot's process, and starts another on the same database. */
  public Bot restart() {
    return restart(ground);
  }

  /** The same, with another configuration. */
  public Bot restart(Ground configured) {
    bot.kill();
    bot = start(configured, true);
    return bot;
  }

  /** Starts another bot on the same database, which is not alone. */
  public Bot another() {
    return start(ground, false);
  }

  /** Lets another bot hear what people do from now on. */
  public void talkTo(Bot other) {
    bot = other;
  }

  /** Does something by one hand at a time. */
  public <T> T with(Function<Stores, T> work) {
    return stores.transactions().in(() -> work.apply(stores));
  }

  /** Everything is as it was before, and nothing is left half done. */
  public void assertAsBefore(String live, Map<String, String> installed) {
    assertThat(site().live()).as(told()).isEqualTo(live);
    assertThat(site().installed()).as(told()).isEqualTo(installed);
    assertInPlace();
    assertThat(site().isPrepared()).as("prepared: " + told()).isFalse();
  }

  /** No node is left drained, and the lane is free. */
  public void assertInPlace() {
    assertThat(site().drained()).as(told()).isEmpty();
    assertThat(stores.deployments().occupying(Ground.LANE)).isEmpty();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    commits.happened();
    gatekeepers.forEach(Trial::join);
    bot.stop();
    List<String> broken =
        sites.values().stream().flatMap(s -> s.promises.broken().stream()).toList();
    Journal.Verification chain = stores.journal().verify();
    String told = broken.isEmpty() ? "" : told();
    dataSource.close();
    assertThat(broken).as(told).isEmpty();
    assertThat(chain).isInstanceOf(Journal.Verification.Intact.class);
  }
}
