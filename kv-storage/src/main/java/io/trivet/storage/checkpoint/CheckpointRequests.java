package io.trivet.storage.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Who asked for a checkpoint, and which one answers: the first that begins after the question.
///
/// Threads: any.
final class CheckpointRequests {

  private List<CompletableFuture<CheckpointReport>> waiting = new ArrayList<>();
  private List<CompletableFuture<CheckpointReport>> running = new ArrayList<>();
  private boolean isHurried;
  private @Nullable Throwable failure;

  synchronized CompletableFuture<CheckpointReport> add() {
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    CompletableFuture<CheckpointReport> request = new CompletableFuture<>();
    waiting.add(request);
    return request;
  }

  synchronized void hurry() {
    isHurried = true;
  }

  synchronized boolean isWaiting() {
    return isHurried || !waiting.isEmpty();
  }

  /// A checkpoint begins, which answers all who wait.
  synchronized void begin() {
    running = waiting;
    waiting = new ArrayList<>();
    isHurried = false;
  }

  /// The checkpoint that began is given up: the next one answers.
  synchronized void startOver() {
    waiting.addAll(running);
    running = new ArrayList<>();
  }

  void complete(CheckpointReport report) {
    take().forEach(request -> request.complete(report));
  }

  /// There will be no further checkpoint.
  void fail(Throwable cause) {
    List<CompletableFuture<CheckpointReport>> all = take();
    synchronized (this) {
      failure = cause;
      all.addAll(waiting);
      waiting.clear();
    }
    all.forEach(request -> request.completeExceptionally(cause));
  }

  private synchronized List<CompletableFuture<CheckpointReport>> take() {
    List<CompletableFuture<CheckpointReport>> taken = running;
    running = new ArrayList<>();
    return taken;
  }
}
