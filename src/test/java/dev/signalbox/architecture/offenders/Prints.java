package dev.signalbox.architecture.offenders;

public final class Prints {
  void print() {
    System.out.println("printed");
  }
}
