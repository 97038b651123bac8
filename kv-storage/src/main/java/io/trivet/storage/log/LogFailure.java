package io.trivet.storage.log;

import io.trivet.storage.disk.Disk;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Whether the log has failed, and why: once it has, it stays so (I19).
///
/// Threads: any.
final class LogFailure {

  private final Disk disk;
  private final LogListener listener;
  private final AtomicReference<@Nullable LogFailedException> first = new AtomicReference<>();

  LogFailure(Disk disk, LogListener listener) {
    this.disk = disk;
    this.listener = listener;
  }

  /// The first failure; null while there is none.
  @Nullable LogFailedException get() {
    return first.get();
  }

  void throwIfFailed() throws LogFailedException {
    LogFailedException cause = first.get();
    if (cause != null) {
      throw cause;
    }
  }

  /// Makes the log failed, if it is not yet, tells the listener then, and returns the first
  /// failure.
  LogFailedException fail(String file, String whatFailed, Throwable cause) {
    LogFailedException now =
        new LogFailedException(
            "%s: %s: %s".formatted(disk.describe(file), whatFailed, cause.getMessage()), cause);
    LogFailedException before = first.compareAndExchange(null, now);
    if (before != null) {
      return before;
    }
    listener.failed(now);
    return now;
  }
}
