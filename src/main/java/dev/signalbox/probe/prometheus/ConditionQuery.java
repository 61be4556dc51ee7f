package dev.signalbox.probe.prometheus;

import java.util.OptionalDouble;

/**
 * What a watched version has to hold.
 *
 * @param name for people
 * @param query comes to one number; with {@code {cluster}} and {@code {window}} in it
 * @param max the most that it may come to
 * @param min the least
 * @param maxRatio the most in proportion to what it came to for the old cluster, before the swap
 */
public record ConditionQuery(
    String name, String query, OptionalDouble max, OptionalDouble min, OptionalDouble maxRatio) {}
