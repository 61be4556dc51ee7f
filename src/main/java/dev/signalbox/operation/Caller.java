package dev.signalbox.operation;

import dev.signalbox.access.Identity;
import dev.signalbox.access.Person;
import dev.signalbox.deployment.Actor;

/** A known person who speaks in a known channel. */
record Caller(Person person, Identity identity, Channel channel) {

  /** As the journal keeps them. */
  Actor actor() {
    return new Actor(person.name(), identity.toString());
  }
}
