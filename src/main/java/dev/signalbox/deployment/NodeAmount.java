package dev.signalbox.deployment;

/** How many of a cluster's nodes: a number, or a share of them. */
public sealed interface NodeAmount {

  /** That many, whatever the cluster's size. */
  record Nodes(int number) implements NodeAmount {
    @Override
    public String toString() {
      return String.valueOf(number);
    }
  }

  /** A share of the cluster's nodes, from 0 to 100. */
  record Percent(int percent) implements NodeAmount {
    @Override
    public String toString() {
      return percent + "%";
    }
  }

  /** How many of so many nodes that is at most: a part of a node is none, but one is the least. */
  default int batchOf(int all) {
    return switch (this) {
      case Nodes(int number) -> number;
      case Percent(int percent) -> Math.max(1, Math.floorDiv(all * percent, 100));
    };
  }

  /** How many of so many nodes that is at least: a part of a node is a whole one. */
  default int minimumOf(int all) {
    return switch (this) {
      case Nodes(int number) -> number;
      case Percent(int percent) -> Math.ceilDiv(all * percent, 100);
    };
  }
}
