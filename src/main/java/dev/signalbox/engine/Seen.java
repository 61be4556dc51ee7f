package dev.signalbox.engine;

/**
 * What somebody saw when they reacted: a prompt of one gate, at one revision of its evidence. A
 * deployment's next gate begins at the same revision, so that the revision alone says nothing.
 */
public record Seen(long gate, int revision) {}
