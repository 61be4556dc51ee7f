package dev.signalbox.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.signalbox.topology.Lane;

/** The mix-ins of {@link StoredJson}: names and numbers are written as such, not as objects. */
final class StoredShapes {

  private StoredShapes() {}

  /** One alternative of a sealed type. */
  @JsonTypeInfo(
      use = JsonTypeInfo.Id.SIMPLE_NAME,
      include = JsonTypeInfo.As.PROPERTY,
      property = StoredJson.TYPE)
  interface Alternative {}

  /** {@code "shop"}. */
  abstract static class ApplicationAsName {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    ApplicationAsName(String name) {}

    @JsonValue
    abstract String name();
  }

  /** {@code "production"}. */
  abstract static class StageAsName {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    StageAsName(String name) {}

    @JsonValue
    abstract String name();
  }

  /** {@code "v2"}. */
  abstract static class VersionAsText {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    VersionAsText(String text) {}

    @JsonValue
    abstract String text();
  }

  /** {@code "shop/production"}. */
  abstract static class LaneAsText {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Lane parse(String text) {
      return Lane.parse(text);
    }

    @Override
    @JsonValue
    public abstract String toString();
  }

  /** {@code 17}. */
  abstract static class DeploymentIdAsNumber {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    DeploymentIdAsNumber(long number) {}

    @JsonValue
    abstract long number();
  }
}
