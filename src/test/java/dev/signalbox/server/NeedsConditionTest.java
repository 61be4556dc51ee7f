package dev.signalbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;

class NeedsConditionTest {

  @Needs(program = "sh", debianPackage = "dash")
  private static final class WithWhatEveryMachineHas {}

  @Needs(program = "sh", debianPackage = "dash")
  @Needs(program = "no-such-program", debianPackage = "nothing")
  private static final class WithWhatNoMachineHas {}

  @Test
  void aTestWhoseProgramsAreInstalledRuns() {
    assertThat(judge(WithWhatEveryMachineHas.class).isDisabled()).isFalse();
  }

  @Test
  void aTestWithoutItsProgramIsSkippedAndSaysWhatToInstall() {
    assertThat(judge(WithWhatNoMachineHas.class).getReason())
        .contains("skipped: needs no-such-program (apt install nothing)");
  }

  private static ConditionEvaluationResult judge(AnnotatedElement element) {
    ExtensionContext context = mock();
    when(context.getElement()).thenReturn(Optional.of(element));
    return new NeedsCondition().evaluateExecutionCondition(context);
  }
}
