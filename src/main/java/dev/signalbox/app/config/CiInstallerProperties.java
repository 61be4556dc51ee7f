package dev.signalbox.app.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Versions installed by runs of a CI system.
 *
 * @param trigger begins a run
 * @param find lists the runs that have not ended
 * @param status tells of one run
 * @param cancel ends one run
 * @param page where people see one run
 * @param poll between two questions
 * @param callbackSecret the name of the secret that the CI system signs its calls with; without one
 *     it is only polled
 * @param installed an argv of this machine that prints what a node runs
 * @param environment variables for it, in which secrets may be
 * @param answerTimeout the longest that it takes
 * @param unreachableExitCodes of it mean that the node cannot be asked
 */
public record CiInstallerProperties(
    @DefaultValue Trigger trigger,
    @Nullable Find find,
    @DefaultValue Status status,
    @DefaultValue Request cancel,
    @Nullable String page,
    @DefaultValue("2s") Duration poll,
    @Nullable String callbackSecret,
    @DefaultValue List<String> installed,
    @DefaultValue Map<String, String> environment,
    @DefaultValue("30s") Duration answerTimeout,
    @DefaultValue Set<Integer> unreachableExitCodes) {

  /**
   * Begins a run.
   *
   * @param run where the answer names it
   */
  public record Trigger(
      @DefaultValue("POST") String method,
      @Nullable String url,
      @DefaultValue Map<String, String> headers,
      @DefaultValue("") String body,
      @Nullable String run) {}

  /**
   * Lists the runs that have not ended.
   *
   * @param list where the array is
   * @param marker where an element of it says what it was triggered with
   * @param run where an element names itself
   */
  public record Find(
      @Nullable String url,
      @DefaultValue Map<String, String> headers,
      @DefaultValue("") String list,
      @Nullable String marker,
      @Nullable String run) {}

  /**
   * Tells of one run.
   *
   * @param state where its state is
   * @param ended the states in which it has ended
   * @param result where its result is; the state, if unsaid
   * @param success the results that are good
   */
  public record Status(
      @Nullable String url,
      @DefaultValue Map<String, String> headers,
      @Nullable String state,
      @DefaultValue Set<String> ended,
      @Nullable String result,
      @DefaultValue Set<String> success) {}

  /** Ends one run. */
  public record Request(
      @DefaultValue("POST") String method,
      @Nullable String url,
      @DefaultValue Map<String, String> headers,
      @DefaultValue("") String body) {}
}
