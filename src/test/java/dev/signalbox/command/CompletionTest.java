package dev.signalbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.topology.Application;
import dev.signalbox.topology.Stage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompletionTest {

  private final Completion completion =
      new Completion(
          new Vocabulary(
              Set.of(new Application("shop"), new Application("api")),
              Set.of(new Stage("staging"), new Stage("production"))));

  @Test
  void beginsWithTheCommands() {
    assertThat(completion.complete("/")).hasSameSizeAs(Verb.values()).startsWith("/deploy");
    assertThat(completion.complete("/A"))
        .containsExactly("/approve", "/abort", "/abandon", "/audit");
  }

  @Test
  void goesOnInTheOrderOfTheUsage() {
    assertThat(completion.complete("/deploy "))
        .containsExactly("app:api", "app:shop", "stage:production", "stage:staging");
    assertThat(completion.complete("/deploy v2 "))
        .startsWith("bluegreen", "primaryfirst", "redblack", "rolling", "app:api");
    assertThat(completion.complete("/deploy v2 b")).containsExactly("bluegreen");
    assertThat(completion.complete("/deploy v2 bluegreen o"))
        .containsExactly("order:idle-first", "order:primary-first");
    assertThat(completion.complete("/plan v2 stage:p")).containsExactly("stage:production");
    assertThat(completion.complete("/hold e")).containsExactly("everything");
    assertThat(completion.complete("/audit ")).containsExactly("verify", "export");
    assertThat(completion.complete("/audit export ")).containsExactly("csv", "jsonl");
    assertThat(completion.complete("/help rol")).containsExactly("rollback");
  }

  @Test
  void offersNothingTwice() {
    assertThat(completion.complete("/deploy v2 app:shop rolling "))
        .containsExactly("stage:production", "stage:staging");
    assertThat(completion.complete("/deploy v2 app:shop app")).isEmpty();
  }

  @Test
  void offersNothingWhereNothingIsKnown() {
    assertThat(List.of("", "hello ", "deploy", "/nonsense ", "/whoami ", "/approve ", "/deploy"))
        .allSatisfy(line -> assertThat(completion.complete(line)).isEmpty());
  }
}
