package dev.signalbox.lab.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
  private static final LabState STATE = state("v1");

  @TempDir private Path directory;

  private static LabState state(String version) {
    return new LabState(LabState.FORMAT, Map.of("api/production", lane(version)));
  }

  private static LaneState lane(String version) {
    NodeState node = NodeState.of("api-v1-1", 40123, version, true).draining(true);
    GroupLabel label = new GroupLabel(version, OptionalLong.of(17));
    ClusterState group = new ClusterState("api-v1", Optional.of(label), List.of(node));
    return new LaneState("api-v1", true, List.of(group));
  }

  private Path file() {
    return directory.resolve("state.json");
  }

  @Test
  void theFirstStartRemembersNothing() {
    try (StateFile file = new StateFile(directory.resolve("deep/below"))) {
      assertThat(file.load()).isEqualTo(LabState.empty());
    }
  }

  @Test
  void whatWasSavedIsLoaded() {
    try (StateFile file = new StateFile(directory)) {
      file.save(state("v0"));
      file.save(STATE);
      assertThat(file.load()).isEqualTo(STATE);
    }
    try (StateFile file = new StateFile(directory)) {
      assertThat(file.load()).isEqualTo(STATE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"format\":1}",
        "{\"format\":2,\"lanes\":{}}",
        "{\"format\":1,\"lanes\":{},\"extra\":1}",
        "{\"format\":1,\"lanes\":{\"a/b\":{\"live\":null,\"prepared\":false,\"clusters\":[]}}}"
      })
  void whatIsNoWholeStateIsAnErrorThatNamesTheFileAndTheRemedyAndIsLeftAsItIs(String content)
      throws IOException {
    Files.writeString(file(), content);

    try (StateFile file = new StateFile(directory)) {
      assertThatThrownBy(file::load)
          .isInstanceOf(LabStateException.class)
          .hasMessageContaining(file().toString())
          .hasMessageContaining("delete the file to start again");
    }
    assertThat(file()).hasContent(content);
  }

  @Test
  void aCrashBeforeTheRenameLeavesTheOldState() throws IOException {
    try (StateFile file = new StateFile(directory)) {
      file.save(STATE);
      Files.writeString(directory.resolve("state.json.new"), "{\"format\":1,\"la");

      assertThat(file.load()).isEqualTo(STATE);
      file.save(state("v2"));
      assertThat(file.load()).isEqualTo(state("v2"));
    }
  }

  @Test
  void whatCannotBeSavedHasNotHappened() throws IOException {
    try (StateFile file = new StateFile(directory)) {
      Memory memory = new Memory(file);
      memory.put("api/production", lane("v1"));
      Files.createDirectory(directory.resolve("state.json.new"));

      assertThatThrownBy(() -> memory.change("api/production", lane -> lane.switchedTo("x")))
          .isInstanceOf(LabStateException.class)
          .hasMessageContaining("nothing was changed");
      assertThat(memory.lane("api/production")).contains(lane("v1"));
      assertThat(file.load()).isEqualTo(STATE);
    }
  }

  @Test
  void twoLabsDoNotShareADirectory() {
    try (StateFile _ = new StateFile(directory)) {
      assertThatThrownBy(() -> new StateFile(directory))
          .isInstanceOf(LabStateException.class)
          .hasMessageContaining("Another lab is running on " + directory);
    }
  }

  @Test
  void aDirectoryThatCannotBeMadeIsSaid() throws IOException {
    Path inTheWay = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> new StateFile(inTheWay))
        .isInstanceOf(LabStateException.class)
        .hasMessageContaining(inTheWay.toString());
  }
}
