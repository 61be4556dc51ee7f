package dev.signalbox.architecture.offenders.unmarked;

/** Its package has no package-info.java, hence no @NullMarked. */
public final class Unmarked {}
