package io.trivet.storage.checkpoint;

/// A checkpoint that is complete and durable.
///
/// @param redoSequence a start replays the log from here on
/// @param entries written or deleted
/// @param rows changed in the store
/// @param bytes of those rows
/// @param durationMs from its beginning to its end
/// @param awaitedMs thereof waiting until what was to be written was committed
public record CheckpointReport(
    long redoSequence, long entries, long rows, long bytes, long durationMs, long awaitedMs) {}
