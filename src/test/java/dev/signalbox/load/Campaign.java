package dev.signalbox.load;

import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Phase;
import dev.signalbox.lab.node.Behaviour;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.process.LabProcess;
import dev.signalbox.process.WholeBot;
import dev.signalbox.topology.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deployments one after another by the whole bot, of every strategy in turn, under load. */
final class Campaign {

  /** One deployment of the round. */
  enum Kind {
    BLUE_GREEN("/deploy %s bluegreen", "shop"),
    BACK_TO_BLUE("/rollback", "shop"),
    ROLLING("/deploy %s rolling", "shop"),
    NODE_BY_NODE_BACK("/rollback", "shop"),
    RED_BLACK("/deploy %s redblack", "api"),
    BACK_TO_THE_OLD_GROUP("/rollback", "api");

    private final String line;
    private final String application;

    Kind(String line, String application) {
      this.line = line;
      this.application = application;
    }

    /** The words, as in {@code /deploy v7 bluegreen}; the lane is named, whatever the defaults. */
    String line(String version) {
      return line.formatted(version) + named();
    }

    Lane lane() {
      return Lane.of(application, "production");
    }

    private String named() {
      return " app:%s stage:production".formatted(application);
    }

    /** After a rollback the lane is held until somebody releases it. */
    Optional<String> afterwards() {
      return line.startsWith("/rollback") ? Optional.of("/release" + named()) : Optional.empty();
    }
  }

  /**
   * The load.
   *
   * @param users of each lane
   * @param perSecond requests of each user; 0 for as many as are answered
   * @param versions what is deployed
   */
  record Load(int users, int perSecond, Behaviour versions) {}

  /**
   * What came of it.
   *
   * @param deployments how many of each kind succeeded
   * @param unsuccessful what else became of deployments, in words
   * @param seen what the users of each lane saw
   */
  record Result(
      Map<Kind, Integer> deployments,
      List<String> unsuccessful,
      List<Users.Seen> seen,
      Duration took) {

    long answered() {
      return seen.stream().mapToLong(Users.Seen::answered).sum();
    }

    long failed() {
      return seen.stream().mapToLong(Users.Seen::failed).sum();
    }

    double slow() {
      return seen.stream().mapToDouble(Users.Seen::slow).max().orElse(0);
    }
  }

  private Campaign() {}

  /**
   * Makes so many deployments.
   *
   * @param additions what is added to the bot
   */
  static Result run(Path directory, int deployments, Load load, Class<?>... additions) {
    // A moment for each installation: it is then that a node without a drain cuts requests off.
    try (LabProcess lab = LabProcess.start(directory.resolve("site"), Duration.ofMillis(20));
        WholeBot bot =
            WholeBot.start(
                WholeBot.arguments(
                    directory, List.of("--signalbox.lab.control-url=" + lab.control())),
                additions);
        Users shop = Users.begin(lab.look(LabProcess.SHOP).entrance(), load.users, load.perSecond);
        Users api = Users.begin(lab.look(LabProcess.API).entrance(), load.users, load.perSecond)) {
      long start = System.nanoTime();
      Map<Kind, Integer> succeeded = new EnumMap<>(Kind.class);
      List<String> unsuccessful = new ArrayList<>();
      for (int i = 0; i < deployments; i++) {
        Kind kind = Kind.values()[i % Kind.values().length];
        deploy(bot, kind, "v" + (i + 2) + load.versions.marker())
            .ifPresentOrElse(unsuccessful::add, () -> succeeded.merge(kind, 1, Integer::sum));
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new Result(succeeded, unsuccessful, List.of(shop.end(), api.end()), took);
    }
  }

  /** What became of it, unless it succeeded. */
  static Optional<String> deploy(WholeBot bot, Kind kind, String version) {
    Answer answer = bot.say("deployer", kind.line(version));
    if (!answer.accepted()) {
      return Optional.of(answer.text());
    }
    bot.seeThrough("/approve");
    kind.afterwards().ifPresent(line -> bot.say("deployer", line));
    Deployment ended = bot.stores().deployments().newest(Optional.of(kind.lane()), 1).getFirst();
    return ended.phase() == Phase.SUCCEEDED
        ? Optional.empty()
        : Optional.of(kind.line(version) + ": " + ended.phase().label() + ", " + ended.reason());
  }
}
