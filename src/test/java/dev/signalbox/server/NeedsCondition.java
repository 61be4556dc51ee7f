package dev.signalbox.server;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks whether a test's programs are installed. */
final class NeedsCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context.getElement().stream()
        .flatMap(it -> AnnotationSupport.findRepeatableAnnotations(it, Needs.class).stream())
        .filter(needs -> Programs.find(needs.program()).isEmpty())
        .findFirst()
        .map(NeedsCondition::skipped)
        .orElseGet(() -> ConditionEvaluationResult.enabled("everything is installed"));
  }

  private static ConditionEvaluationResult skipped(Needs needs) {
    return ConditionEvaluationResult.disabled(
        "skipped: needs " + needs.program() + " (apt install " + needs.debianPackage() + ")");
  }
}
