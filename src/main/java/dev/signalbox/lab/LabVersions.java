package dev.signalbox.lab;

import dev.signalbox.lab.node.Behaviour;
import java.util.Arrays;
import java.util.List;

/** The versions that misbehave in the lab on purpose, for the help and for documents. */
public final class LabVersions {
  private LabVersions() {}

  /**
   * One way to misbehave.
   *
   * @param example the name of such a version; any other that ends like it does the same
   * @param sentence what it does, in words that may follow its name
   */
  public record LabVersion(String example, String sentence) {}

  /** Every way to misbehave, in the order in which a deployment would notice it. */
  public static List<LabVersion> misbehaving() {
    return Arrays.stream(Behaviour.values())
        .filter(behaviour -> behaviour != Behaviour.WELL)
        .map(behaviour -> new LabVersion("v2" + behaviour.marker(), behaviour.sentence()))
        .toList();
  }
}
