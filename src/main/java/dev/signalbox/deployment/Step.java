package dev.signalbox.deployment;

/**
 * One action at its place in a phase.
 *
 * @param number counted from 1 within its phase
 * @param batch steps of one batch share this number; batches of a phase are counted from 1
 */
public record Step(Phase phase, int number, int batch, Action action) {}
