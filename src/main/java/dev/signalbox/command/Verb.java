package dev.signalbox.command;

import static dev.signalbox.command.Slot.APPLICATION;
import static dev.signalbox.command.Slot.COUNT;
import static dev.signalbox.command.Slot.EVERYTHING;
import static dev.signalbox.command.Slot.ID;
import static dev.signalbox.command.Slot.STAGE;
import static dev.signalbox.command.Slot.STRATEGY;
import static dev.signalbox.command.Slot.TIME;
import static dev.signalbox.command.Slot.TOPIC;
import static dev.signalbox.command.Slot.VERSION;
import static dev.signalbox.command.Slot.WHY;
import static dev.signalbox.command.Slot.WHY_OPTIONAL;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every command, once: usage, help, completion and the parser all read it from here. */
public enum Verb {
  /** See {@link Command.Deploy}. */
  DEPLOY(
      "rolls a version out, checks it, and asks before traffic moves to it",
      "whoever may deploy in the stage",
      List.of(VERSION, STRATEGY, APPLICATION, STAGE),
      "/deploy v2 bluegreen",
      "/deploy v2 bluegreen order:primary-first stage:staging"),
  /** See {@link Command.ShowPlan}. */
  PLAN(
      "shows every step that a deployment would take, and does nothing",
      "whoever may read in the stage",
      List.of(VERSION, STRATEGY, APPLICATION, STAGE),
      "/plan v2 bluegreen"),
  /** See {@link Command.Approve}. */
  APPROVE(
      "approves what the waiting gate shows",
      "whoever may approve in the stage; the requester only where the stage lets them count",
      List.of(ID),
      "/approve",
      "/approve 17"),
  /** See {@link Command.Reject}. */
  REJECT(
      "says no at the waiting gate; what was done is undone",
      "whoever may approve in the stage",
      List.of(ID, WHY),
      "/reject the login page looks wrong"),
  /** See {@link Command.Abort}. */
  ABORT(
      "stops the running deployment and undoes what it did",
      "whoever may abort in the stage",
      List.of(ID, WHY_OPTIONAL),
      "/abort wrong version"),
  /** See {@link Command.RollBack}. */
  ROLLBACK(
      "brings the old version back, during a deployment or after it",
      "whoever may roll back in the stage",
      List.of(ID, APPLICATION, STAGE, WHY_OPTIONAL),
      "/rollback",
      "/rollback app:shop checkout fails"),
  /** See {@link Command.Retry}. */
  RETRY(
      "tries again what failed, or watches once more",
      "whoever may deploy in the stage",
      List.of(ID),
      "/retry 17"),
  /** See {@link Command.Abandon}. */
  ABANDON(
      "ends a deployment that needs attention as it stands; nothing is undone",
      "whoever may abort in the stage",
      List.of(ID, WHY),
      "/abandon 17 green-2 was repaired by hand"),
  /** See {@link Command.ShowStatus}. */
  STATUS(
      "says what is live, what runs and who is waited for",
      "whoever may read in the stage",
      List.of(APPLICATION, STAGE),
      "/status"),
  /** See {@link Command.ShowHistory}. */
  HISTORY(
      "lists the last deployments",
      "whoever may read in the stage",
      List.of(COUNT, APPLICATION, STAGE),
      "/history 5"),
  /** See {@link Command.ShowAudit}, {@link Command.VerifyAudit}, {@link Command.ExportAudit}. */
  AUDIT(
      "reads the journal, checks its chain, or writes it out",
      "whoever may read in the stage",
      List.of(Slot.AUDIT),
      "/audit 17",
      "/audit verify",
      "/audit export csv 17"),
  /** See {@link Command.HoldScope}. */
  HOLD(
      "lets nothing be deployed to a lane, an application or everything",
      "whoever may hold in every stage that it covers",
      List.of(EVERYTHING, APPLICATION, STAGE, WHY, TIME),
      "/hold stage:production the sale is on for 2h",
      "/hold app:shop the sale is on",
      "/hold everything database migration for 2h"),
  /** See {@link Command.ReleaseScope}. */
  RELEASE(
      "lifts a hold",
      "whoever may hold in every stage that it covers",
      List.of(EVERYTHING, APPLICATION, STAGE),
      "/release stage:production",
      "/release everything"),
  /** See {@link Command.Check}. */
  CHECK(
      "tries routers, nodes and keys without changing anything, and says what to mend",
      "whoever may read in the stage",
      List.of(APPLICATION, STAGE),
      "/check",
      "/check stage:production"),
  /** See {@link Command.WhoAmI}. */
  WHOAMI("says who you are here, and what you may do", "everybody", List.of(), "/whoami"),
  /** See {@link Command.Help}. */
  HELP("explains everything, or one command", "everybody", List.of(TOPIC), "/help deploy");

  private final String summary;
  private final String whoMay;

  // List.of and List.copyOf are immutable; the checker knows only annotated types.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Slot> slots;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> examples;

  Verb(String summary, String whoMay, List<Slot> slots, String... examples) {
    this.summary = summary;
    this.whoMay = whoMay;
    this.slots = slots;
    this.examples = List.of(examples);
  }

  /** The verb that is typed as this word, with or without its slash, in any case. */
  public static Optional<Verb> of(String word) {
    String bare = word.startsWith("/") ? word.substring(1) : word;
    return Arrays.stream(values()).filter(v -> v.word().equalsIgnoreCase(bare)).findFirst();
  }

  /** All words, in the order of the help. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Verb::word).toList();
  }

  /** What is typed after the slash. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How it is written, for example {@code /reject [id] <why>}. */
  public String usage() {
    return Stream.concat(Stream.of("/" + word()), slots.stream().map(Slot::form))
        .collect(Collectors.joining(" "));
  }

  /** What it does, as the end of a sentence that begins with the command. */
  public String summary() {
    return summary;
  }

  /** Who may say it. */
  public String whoMay() {
    return whoMay;
  }

  /** What can be written after it. */
  public List<Slot> slots() {
    return slots;
  }

  /** Lines that work as they stand, given the names in them. */
  public List<String> examples() {
    return examples;
  }

  /** Whether this can be written after it. */
  public boolean takes(Slot slot) {
    return slots.contains(slot);
  }
}
