package io.trivet.storage.checkpoint;

/// When checkpoints are made and how large their steps are.
///
/// @param intervalMs from the start of one to the start of the next
/// @param redoBytes log since the redo sequence at which one begins early, or a quarter of it if
///   waiting spares no writes: bounds what a start replays
/// @param batchBytes rows that are written at one time
/// @param lockBytes rows that are copied under one hold of a slot's lock
public record CheckpointOptions(long intervalMs, long redoBytes, int batchBytes, int lockBytes) {

  public CheckpointOptions {
    require(intervalMs > 0, "intervalMs", intervalMs);
    require(redoBytes > 0, "redoBytes", redoBytes);
    require(batchBytes > 0, "batchBytes", batchBytes);
    require(lockBytes > 0, "lockBytes", lockBytes);
  }

  /// Every 10 seconds or 16 to 64 MiB of log, in batches of 4 MiB, 256 KiB a lock.
  public static CheckpointOptions defaults() {
    return new CheckpointOptions(10_000, 64L << 20, 4 << 20, 256 << 10);
  }

  public CheckpointOptions withIntervalMs(long ms) {
    return new CheckpointOptions(ms, redoBytes, batchBytes, lockBytes);
  }

  public CheckpointOptions withRedoBytes(long bytes) {
    return new CheckpointOptions(intervalMs, bytes, batchBytes, lockBytes);
  }

  public CheckpointOptions withBatchBytes(int bytes) {
    return new CheckpointOptions(intervalMs, redoBytes, bytes, lockBytes);
  }

  public CheckpointOptions withLockBytes(int bytes) {
    return new CheckpointOptions(intervalMs, redoBytes, batchBytes, bytes);
  }

  private static void require(boolean isValid, String name, long value) {
    if (!isValid) {
      throw new IllegalArgumentException(name + " of " + value);
    }
  }
}
