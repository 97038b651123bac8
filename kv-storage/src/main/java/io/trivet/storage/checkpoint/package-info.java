/// The checkpoint: what the keyspace holds, written to a sorted store on disk in the background,
/// read back when it is not in memory, and the start from it.
///
/// It knows keyspace and log; it never knows sessions, commands or the network. One thread writes
/// to the store, the checkpoint's. Main types: [Storage] (the whole, opened and closed as one),
/// [Checkpointer] (writes), [ColdReader] (reads), [Recovery] (starts), [CheckpointStore] (the port
/// to RocksDB).
@NullMarked
package io.trivet.storage.checkpoint;

import org.jspecify.annotations.NullMarked;
