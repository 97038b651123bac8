package io.trivet.server.replication;

/// How far the primary is, as it says with all that it sends while a standby follows.
///
/// @param committedSequence all up to here is committed
/// @param endSequence of the primary's log, as far as it was written
/// @param wallMs the primary's wall clock
/// @param isHealthy whether the primary's data path makes progress
public record PrimaryMark(
    long committedSequence, long endSequence, long wallMs, boolean isHealthy) {}
