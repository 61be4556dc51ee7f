package dev.signalbox.architecture.offenders;

public final class ThrowsDice {
  double dice() {
    return Math.random();
  }
}
