package dev.signalbox.architecture.offenders;

public final class SwapManager {}
