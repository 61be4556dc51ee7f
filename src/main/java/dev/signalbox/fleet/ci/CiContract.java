package dev.signalbox.fleet.ci;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a CI system is spoken to over HTTP: what is asked for, and where in its JSON answers (RFC
 * 6901) the interesting things are. Texts may hold the installers' placeholders, and {@code
 * {action}}, {@code {marker}} and {@code {run}}.
 *
 * @param trigger begins a run; its answer may name it
 * @param find lists runs that have not ended, with their markers; so a run is found again after a
 *     crash instead of triggered twice
 * @param status tells of one run
 * @param cancel ends one
 * @param page where people see one
 * @param poll between two questions
 */
public record CiContract(
    Trigger trigger,
    Optional<Find> find,
    Status status,
    Request cancel,
    Optional<String> page,
    Duration poll) {

  /** The words that stand for something in these requests, beyond those of every installer. */
  public static final Set<String> WORDS = Set.of("action", "marker", "run");

  /**
   * A request.
   *
   * @param headers in which secrets may be
   * @param body sent where it is not empty
   */
  public record Request(String method, String url, Map<String, String> headers, String body) {
    /** Copies the headers. */
    public Request {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * Begins a run.
   *
   * @param run where the answer names the run; empty where it does not, so that it has to be found
   */
  public record Trigger(Request request, Optional<String> run) {}

  /**
   * Lists runs.
   *
   * @param list where the array is; the other two are relative to each of its elements
   * @param marker where an element says what it was triggered with
   * @param run where it names itself
   */
  public record Find(Request request, String list, String marker, String run) {}

  /**
   * Tells of one run.
   *
   * @param state where its state is
   * @param ended the states in which it has ended
   * @param result where its result is, then
   * @param success the results that are good
   */
  public record Status(
      Request request, String state, Set<String> ended, String result, Set<String> success) {
    /** Copies the sets. */
    public Status {
      ended = Set.copyOf(ended);
      success = Set.copyOf(success);
    }
  }
}
