package io.trivet.storage.checkpoint;

import io.trivet.storage.log.RecoveryReport;

/// What a start found and did.
///
/// @param isFresh the directory was empty
/// @param redoSequence where the replay of the log began
/// @param keys that exist after it, in all databases
/// @param replayedBytes of frames' payload
/// @param loadedKeys read from the store for the replay
/// @param storeMs to open the store and read the counts
/// @param replayMs to read and apply the log
/// @param log what the log says of itself
public record StartReport(
    boolean isFresh,
    long redoSequence,
    long keys,
    long replayedBytes,
    long loadedKeys,
    long storeMs,
    long replayMs,
    RecoveryReport log) {}
