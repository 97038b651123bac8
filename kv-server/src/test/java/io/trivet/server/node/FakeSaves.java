package io.trivet.server.node;

import io.trivet.server.command.SaveControl;
import io.trivet.storage.log.GroupLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Checkpoints and syncs that happen when the test says so.
public final class FakeSaves implements SaveControl {

  private record Waiter(long sequence, Runnable action) {}

  private final GroupLog log;
  private final List<CompletableFuture<Boolean>> running = new ArrayList<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private long durable;

  FakeSaves(GroupLog log) {
    this.log = log;
  }

  /// The checkpoints that were asked for are complete.
  public void complete() {
    List<CompletableFuture<Boolean>> all = List.copyOf(running);
    running.clear();
    all.forEach(each -> each.complete(true));
  }

  /// The checkpoints that were asked for fail.
  public void fail(String reason) {
    List<CompletableFuture<Boolean>> all = List.copyOf(running);
    running.clear();
    all.forEach(each -> each.completeExceptionally(new IllegalStateException(reason)));
  }

  /// The log is on disk.
  public void sync() {
    durable = log.appendedSequence();
    List<Waiter> all = List.copyOf(waiters);
    waiters.clear();
    all.forEach(each -> each.action().run());
  }

  @Override
  public CompletionStage<?> save() {
    CompletableFuture<Boolean> save = new CompletableFuture<>();
    running.add(save);
    return save;
  }

  @Override
  public boolean isSaving() {
    return !running.isEmpty();
  }

  @Override
  public long completed() {
    return 0;
  }

  @Override
  public long lastSaveMs() {
    return 1_600_000_000_000L;
  }

  @Override
  public long durableSequence() {
    return durable;
  }

  @Override
  public long appendedSequence() {
    return log.appendedSequence();
  }

  @Override
  public void whenDurable(long sequence, Runnable action) {
    waiters.add(new Waiter(sequence, action));
  }
}
