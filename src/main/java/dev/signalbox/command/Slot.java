package dev.signalbox.command;

/** A place in a command's usage that something can be written in. */
public enum Slot {
  /** What is deployed. */
  VERSION("<version>"),
  /** The way it is deployed; {@code order:} belongs to it. */
  STRATEGY("[strategy]"),
  /** {@code everything}, as opposed to an application or a lane. */
  EVERYTHING("[everything]"),
  /** A deployment's number. */
  ID("[id]"),
  /** How many. */
  COUNT("[n]"),
  /** An application. */
  APPLICATION("[app:<name>]"),
  /** A stage. */
  STAGE("[stage:<name>]"),
  /** What is to be done with the journal. */
  AUDIT("[id] | verify | export csv|jsonl [id]"),
  /** A command's name. */
  TOPIC("[command]"),
  /** A reason that must be given. */
  WHY("<why>"),
  /** A reason that may be given. */
  WHY_OPTIONAL("[why]"),
  /** How long. */
  TIME("[for 2h]");

  private final String form;

  Slot(String form) {
    this.form = form;
  }

  /** How usage shows it: {@code <needed>}, {@code [may be left out]}. */
  public String form() {
    return form;
  }
}
