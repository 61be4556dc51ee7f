package dev.signalbox.deployment;

/** One row of a strategy table: in this phase, on this event, if the guard holds, that phase. */
public record Transition(Phase source, Event.Kind event, Guard guard, Phase target) {}
