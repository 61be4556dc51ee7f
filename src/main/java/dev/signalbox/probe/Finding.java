package dev.signalbox.probe;

/**
 * One thing that was looked at.
 *
 * @param expected what it was to be, in words
 * @param seen what it was, in words
 */
public record Finding(String expected, String seen, boolean met) {}
