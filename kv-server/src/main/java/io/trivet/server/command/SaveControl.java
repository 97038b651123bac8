package io.trivet.server.command;

import java.util.concurrent.CompletionStage;

/// Checkpoints, as SAVE and its like ask for them, and how far the log is on disk.
///
/// Threads: any.
public interface SaveControl {

  /// Begins a checkpoint of what is committed now; the stage ends when it is durable, exceptionally
  /// if it fails, on any thread.
  CompletionStage<?> save();

  /// Checkpoints completed since the start.
  long completed();

  /// Whether a checkpoint that was asked for is being made.
  boolean isSaving();

  /// When the last checkpoint was complete, on the wall clock; the start of the server before the
  /// first.
  long lastSaveMs();

  /// Up to where the log is on disk.
  long durableSequence();

  /// The end of the log, all that may have been answered depends on.
  long appendedSequence();

  /// Runs something once the log is on disk up to `sequence`, on any thread, and has it synced
  /// soon. Never, if the log fails.
  void whenDurable(long sequence, Runnable action);
}
