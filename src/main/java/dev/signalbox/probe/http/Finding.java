package dev.signalbox.probe.http;

/**
 * One thing that was looked at in an answer.
 *
 * @param expected what it was to be, in words
 * @param seen what it was, in words
 */
record Finding(String expected, String seen, boolean met) {}
