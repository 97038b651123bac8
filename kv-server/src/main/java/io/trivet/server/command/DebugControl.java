package io.trivet.server.command;

import io.trivet.storage.value.Bytes;
import java.util.concurrent.CompletionStage;

/// Switches for tests: DEBUG.
///
/// Threads: any.
public interface DebugControl {
  /// Whether keys that have expired are looked for, and not only noticed when somebody asks.
  void activeExpiry(boolean isOn);

  /// Whether background work goes on.
  void backgroundWork(boolean isOn);

  /// Makes keys `PREFIX:0` up to `count`, as far as they are not there, each a string that begins
  /// with `value:` and its number; the stage ends when that is done, on any thread.
  ///
  /// @param bytes the length of each string; -1 for its own
  CompletionStage<?> populate(int databaseIndex, long count, Bytes prefix, int bytes);

  /// Makes a checkpoint and lets everything go that is in memory, so that it is read from the disk
  /// from now on; the stage ends when that is done, on any thread.
  CompletionStage<?> reload();
}
