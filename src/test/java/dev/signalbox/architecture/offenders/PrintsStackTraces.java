package dev.signalbox.architecture.offenders;

public final class PrintsStackTraces {
  void print(Exception failure) {
    failure.printStackTrace();
  }
}
