package dev.signalbox.app.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may do what in one stage, and what its gates ask for.
 *
 * @param approvals how many different people
 * @param requesterCounts whether the one who asked for the deployment may be one of them
 * @param expiry how long a gate waits
 * @param remindBefore how long before that its approvers are reminded; a sixth of it if unsaid
 * @param typedOnly whether a reaction is not enough
 */
public record StageProperties(
    @DefaultValue Roles roles,
    @DefaultValue("1") Integer approvals,
    @DefaultValue("false") Boolean requesterCounts,
    @DefaultValue("30m") Duration expiry,
    @Nullable Duration remindBefore,
    @DefaultValue("false") Boolean typedOnly) {

  /** The groups that hold each role; none by default. */
  public record Roles(
      @DefaultValue List<String> deploy,
      @DefaultValue List<String> approve,
      @DefaultValue List<String> rollBack,
      @DefaultValue List<String> abort,
      @DefaultValue List<String> hold,
      @DefaultValue List<String> read) {}
}
