package dev.signalbox.deployment;

import java.time.Duration;

/**
 * One smoke check's answer.
 *
 * @param target what was asked, such as {@code green-1} or {@code green}
 * @param check the check's name
 * @param expected what it was to see, in words
 * @param seen what it saw and how long that took, in words, shortened to a line
 * @param took from request to judgment
 */
public record CheckResult(
    String target, String check, boolean passed, String expected, String seen, Duration took) {}
