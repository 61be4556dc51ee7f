package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ResponseItem;
import dev.signalbox.deployment.Excerpt;
import dev.signalbox.port.Attempt;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows an image on its way into an engine, and breaks it off when people ask to stop. */
final class Transfer<T extends ResponseItem> implements ResultCallback<T> {

  private static final long LOOK_MILLIS = 100;
  private static final int LONGEST = 200;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Closeable stream;
  private volatile @Nullable Throwable failure;
  private volatile String refusal = "";

  private Transfer() {}

  /**
   * Begins a transfer and waits for its end.
   *
   * @return why it came to nothing; empty when it is complete
   */
  static <T extends ResponseItem> Optional<String> follow(
      Consumer<ResultCallback<T>> transfer, Attempt attempt) {
    Transfer<T> following = new Transfer<>();
    transfer.accept(following);
    try {
      while (!following.ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (attempt.stopRequested() || !attempt.remaining().isPositive()) {
          following.close();
          return Optional.of(attempt.stopRequested() ? "it was stopped" : "the time was out");
        }
      }
    } catch (InterruptedException e) {
      following.close();
      Thread.currentThread().interrupt();
      return Optional.of("it was interrupted");
    }
    return following.outcome();
  }

  private Optional<String> outcome() {
    return switch (failure) {
      case null -> Optional.of(refusal).filter(it -> !it.isEmpty());
      case DockerException refused -> Optional.of(Failures.refusal(refused));
      case RuntimeException broken -> throw broken;
      case IOException broken -> throw new UncheckedIOException(broken);
      case Throwable other -> Optional.of(Objects.toString(other.getMessage(), "it broke off"));
    };
  }

  @Override
  public void onStart(Closeable closeable) {
    stream = closeable;
  }

  /** An engine that has begun to answer can only say in the answer what went wrong. */
  @Override
  public void onNext(T item) {
    ResponseItem.ErrorDetail error = item.getErrorDetail();
    if (error != null) {
      refusal = Excerpt.of(Objects.toString(error.getMessage(), "it was refused"), LONGEST);
    }
  }

  @Override
  public void onError(Throwable throwable) {
    failure = throwable;
    ended.countDown();
  }

  @Override
  public void onComplete() {
    ended.countDown();
  }

  @Override
  public void close() {
    Closeable open = stream;
    if (open != null) {
      Parting.from(open);
    }
  }
}
