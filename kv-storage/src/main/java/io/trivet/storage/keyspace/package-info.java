/// The keys of a shard: 16384 slots with a table and a lock each, entries with their versions,
/// tombstones, expiry and eviction.
///
/// The way of a change: [KeyspaceTxn] locks the slots, finds each key as an [Entry], changes it and
/// records the effect in the same method; its commit appends one frame to the log, stamps the
/// changed entries with the frame's sequence, and releases the locks. Nothing else changes an
/// entry.
///
/// Knows nothing of commands, sockets or Raft, and does no input or output: what is not in memory
/// is reported as a [ColdMissException] and brought in by the owner. Threads: every thread has its
/// own transaction; the slot locks are all they share.
@NullMarked
package io.trivet.storage.keyspace;

import org.jspecify.annotations.NullMarked;
