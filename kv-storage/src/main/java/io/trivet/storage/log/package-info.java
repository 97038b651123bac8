/// The log of a shard on one node: the command cache in memory and the WAL segments on disk.
///
/// It knows frames, not effects: who writes them, what they mean and who else holds them is not its
/// business. Positions, each at most the next:
///
/// ```
/// prunedSequence <= durableSequence <= writtenSequence <= publishedSequence <= appendedSequence
/// ```
///
/// Main types: [GroupLog] (the whole), [LogAppender] (one per producing thread), [LogSyncer]
/// (syncs, prepares segments), [LogReader] (frames in order), [EpochTable]. [LogPin] keeps what
/// others still read, [LogBeginning] begins a log beside a copied checkpoint.
@NullMarked
package io.trivet.storage.log;

import org.jspecify.annotations.NullMarked;
