package dev.signalbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.Deployment;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Guard;
import dev.signalbox.deployment.Hold;
import dev.signalbox.deployment.JournalEvent;
import dev.signalbox.deployment.KeptCluster;
import dev.signalbox.report.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is in databases out there. A golden file that would have to change means that stored rows
 * cannot be read any more: give the reader the old form too. For a new type or an additional
 * alternative, run with {@code -Dgolden=write}.
 */
class StoredJsonTest {

  private static final Path GOLDEN =
      Path.of(System.getProperty("basedir"), "src/test/resources/dev/signalbox/store/stored");

  private static final Class<?>[] ROOTS = {
    JournalEvent.class,
    Deployment.class,
    Gate.Evidence.class,
    Hold.class,
    KeptCluster.class,
    Message.class,
    DurableWakeUps.Numbered.class
  };

  private final StoredJson json = new StoredJson();

  static Stream<Class<?>> stored() {
    return Stream.concat(
        StoredJson.alternatives(JournalEvent.class),
        Arrays.stream(ROOTS).filter(root -> !root.isSealed()));
  }

  @ParameterizedTest
  @MethodSource("stored")
  void whatWasStoredIsStillWrittenAndReadAlike(Class<?> type) throws IOException {
    List<?> values = Made.variants(type);
    List<String> lines = golden(type.getSimpleName() + ".jsonl", values.stream().map(json::write));

    assertThat(values).extracting(json::write).containsExactlyElementsOf(lines);
    List<?> read = lines.stream().map(line -> json.read(line, type)).toList();
    assertThat(read).isEqualTo(values);
  }

  @Test
  void aWarmUpOfBeforeItsThroughputWasCountedIsReadWithoutOne() {
    List<?> now = Made.variants(JournalEvent.StepEnded.class);
    List<String> before =
        now.stream().map(json::write).filter(it -> it.contains(",\"throughput\":null")).toList();

    assertThat(before).isNotEmpty();
    assertThat(before)
        .allSatisfy(
            line ->
                assertThat(
                        json.write(
                            json.read(
                                line.replace(",\"throughput\":null", ""),
                                JournalEvent.StepEnded.class)))
                    .isEqualTo(line));
  }

  @Test
  void noConstantThatWasStoredIsMissing() throws IOException {
    TreeMap<String, String> constants =
        Made.reachable(ROOTS).stream()
            .filter(Class::isEnum)
            .collect(
                Collectors.toMap(
                    Class::getName,
                    type ->
                        Arrays.stream(type.getEnumConstants())
                            .map(c -> ((Enum<?>) c).name())
                            .collect(Collectors.joining(" ")),
                    (a, _) -> a,
                    TreeMap::new));

    Stream<String> lines = constants.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue());
    List<String> now = lines.toList();
    assertThat(now).containsExactlyElementsOf(golden("constants.txt", now.stream()));
  }

  @Test
  void everySealedTypeThatIsStoredIsToldApartByName() {
    assertThat(Made.reachable(ROOTS))
        .filteredOn(type -> type.isSealed() && type != JournalEvent.class)
        .containsExactlyInAnyOrderElementsOf(StoredJson.SEALED);
  }

  @Test
  void noComponentTakesTheNameThatTellsAlternativesApart() {
    assertThat(Made.reachable(ROOTS))
        .filteredOn(Class::isRecord)
        .flatMap(type -> Arrays.asList(type.getRecordComponents()))
        .noneMatch(component -> component.getName().equals(StoredJson.TYPE));
  }

  @Test
  void guardsAreNotStored() {
    assertThat(Made.reachable(ROOTS)).doesNotContain(Guard.class);
  }

  @Test
  void aMissingFieldIsNamedInsteadOfReadAsNull() {
    assertThatThrownBy(() -> json.event("CommandAccepted", "{\"channel\":\"#deploys\"}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("CommandAccepted")
        .hasMessageContaining("line");
  }

  @Test
  void aKindThatThisVersionDoesNotKnowIsNamed() {
    assertThatThrownBy(() -> json.event("MoonLanded", "{}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("MoonLanded");
  }

  private static List<String> golden(String name, Stream<String> now) throws IOException {
    Path file = GOLDEN.resolve(name);
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(GOLDEN);
      Files.write(file, now.toList());
    }
    assertThat(file).as("run with -Dgolden=write once").exists();
    return Files.readAllLines(file);
  }
}
