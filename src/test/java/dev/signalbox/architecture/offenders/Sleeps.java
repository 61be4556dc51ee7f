package dev.signalbox.architecture.offenders;

public final class Sleeps {
  void sleep() throws InterruptedException {
    Thread.sleep(1);
  }
}
