package io.trivet.storage.checkpoint;

import io.trivet.storage.log.EpochTable;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogPin;
import java.io.IOException;
import java.nio.file.Path;

/// What a copy of the checkpoint's store is: with the log from `redoSequence` on it gives the
/// keyspace, as soon as that log reaches `endSequence` (I14).
///
/// Why any moment between two steps of the checkpointer is right for a copy: the store holds then
/// what a crash would leave, the manifest of the last checkpoint with rows that may be newer, all
/// of them stable (I9). A start from that is what [Recovery] is for; the log only has to be there
/// from the redo sequence on, and to reach what the newest row shows. In the middle of a step it
/// would not be known which manifest the copy has.
///
/// @param redoSequence every frame up to it is in the copy
/// @param redoEpoch of the frame that ends there; 0: unknown, or no frame
/// @param endSequence no row of the copy shows a frame above it
/// @param epochs of the log that the copy was made from
/// @param pin keeps that log from the redo sequence on; the caller closes it
public record CheckpointCopy(
    long redoSequence, int redoEpoch, long endSequence, EpochTable epochs, LogPin pin) {

  /// Makes a copy, between two steps.
  ///
  /// @param target a directory that is not there yet
  /// @param maxPinnedBytes the pin expires when the log has grown so far beyond the redo sequence
  /// @param manifest that the store has now
  static CheckpointCopy make(
      Path target,
      long maxPinnedBytes,
      CheckpointStore store,
      CheckpointManifest manifest,
      GroupLog log,
      long committedSequence)
      throws IOException {
    long redoSequence = manifest.redoSequence();
    LogPin pin = log.pin(redoSequence, maxPinnedBytes);
    boolean isDone = false;
    try {
      store.copyTo(target);
      long endSequence = Math.max(redoSequence, highestStored(log, committedSequence));
      isDone = true;
      return new CheckpointCopy(redoSequence, manifest.redoEpoch(), endSequence, log.epochs(), pin);
    } finally {
      if (!isDone) {
        pin.close();
      }
    }
  }

  /// No row of the store shows a frame above it: this process writes stable ones only, and what an
  /// earlier one wrote, the log reached when it was opened.
  private static long highestStored(GroupLog log, long committedSequence) {
    long written = Math.max(committedSequence, log.recovery().endSequence());
    return Math.min(log.durableSequence(), written);
  }
}
