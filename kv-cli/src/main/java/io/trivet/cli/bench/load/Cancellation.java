package io.trivet.cli.bench.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Says once, from any thread, that what is running should end early and tell what it has.
///
/// Threads: any.
public final class Cancellation {
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

  /// Ends what is running, and what would run next.
  public void cancel() {
    cancelled.complete(null);
  }

  /// Whether [#cancel] was called.
  public boolean isCancelled() {
    return cancelled.isDone();
  }

  /// Waits until an event, the cancellation or the end of a time, whichever comes first.
  void awaitOr(CompletableFuture<Void> event, long timeoutMs) throws InterruptedException {
    try {
      CompletableFuture.anyOf(cancelled, event).get(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // The time is over, as one of three ways to come back.
    } catch (ExecutionException e) {
      throw new IllegalStateException("an event that cannot fail has failed", e);
    }
  }
}
