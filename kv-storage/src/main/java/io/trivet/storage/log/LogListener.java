package io.trivet.storage.log;

/// Hears of the log's progress.
///
/// Threads: called by whichever thread made the progress, without any lock of the log held. Calls
/// of one kind may overtake each other: take the greatest sequence. They must not block.
public interface LogListener {

  /// All bytes below `sequence` reached the operating system: a killed process keeps them.
  default void written(long sequence) {}

  /// All bytes below `sequence` are synced: a power loss keeps them.
  default void durable(long sequence) {}

  /// A sync took so long; told by the thread that synced, one at a time.
  default void synced(long durationNs) {}

  /// There is room again after [GroupLog#hasRoom] said no.
  default void roomAvailable() {}

  /// The log failed for good; told once.
  default void failed(LogFailedException cause) {}
}
