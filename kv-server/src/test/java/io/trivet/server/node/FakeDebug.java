package io.trivet.server.node;

import io.trivet.server.command.DebugControl;
import io.trivet.storage.value.Bytes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Switches that switch nothing.
final class FakeDebug implements DebugControl {

  @Override
  public void activeExpiry(boolean isOn) {}

  @Override
  public void backgroundWork(boolean isOn) {}

  @Override
  public CompletionStage<?> populate(int databaseIndex, long count, Bytes prefix, int bytes) {
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public CompletionStage<?> reload() {
    return CompletableFuture.completedFuture(true);
  }
}
