package io.trivet.storage.checkpoint;

/// Figures of a node's storage for metrics.
///
/// @param keyspaceBytes memory of keys and values, in native memory and on the heap
/// @param dirtyEntries entries that the store does not have as they are
/// @param redoSequence a start replays the log from here on
/// @param redoLagBytes how much log that is
/// @param lastCheckpoint the last complete one
/// @param coldLoads keys looked for in the store
/// @param coldQueue keys that wait to be loaded
/// @param store figures of the store itself
public record StorageFigures(
    long keyspaceBytes,
    long dirtyEntries,
    long redoSequence,
    long redoLagBytes,
    CheckpointReport lastCheckpoint,
    long coldLoads,
    int coldQueue,
    StoreFigures store) {}
