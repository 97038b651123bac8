package io.trivet.server.command;

/// Numbers about the data: keys, memory, log and checkpoints.
///
/// Threads: any; the numbers are those of about now.
public interface StorageFacts {
  /// How many numbered databases there are.
  int databases();

  /// Keys of a database, in memory or on disk only.
  long keys(int database);

  /// Keys of a database in memory that will expire.
  long expiringKeys(int database);

  /// Reads that found their key.
  long hits();

  /// Reads that did not find their key.
  long misses();

  /// Keys removed because their time had come.
  long expiredKeys();

  /// Keys deleted for memory.
  long evictedKeys();

  /// Memory of keys and values, which maxmemory bounds.
  long keyspaceBytes();

  /// Whether commands that need memory are refused. Cheap: asked for each command.
  boolean isMemoryFull();

  /// The most that it has been, as far as anybody looked.
  long peakKeyspaceBytes();

  /// Keys looked for on disk.
  long coldReads();

  /// Entries that changed since they were last written by a checkpoint.
  long dirtyEntries();

  /// How long the last checkpoint took, -1 before the first.
  long lastCheckpointMs();

  /// Keys that the start found.
  long recoveredKeys();

  /// A start replays the log from here on.
  long redoSequence();

  /// The end of the log.
  long appendedSequence();

  /// Up to where the operating system has the log.
  long writtenSequence();

  /// Up to where the log is on disk.
  long durableSequence();

  /// Up to where answers may leave.
  long committedSequence();

  /// Whether the log takes writes; once it does not, it never will.
  boolean isLogWorking();
}
