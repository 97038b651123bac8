package io.trivet.storage.checkpoint;

import java.io.IOException;

/// Where a checkpoint store lies, or will lie.
public interface StoreHome {

  /// True if a store was made here, be it damaged by now.
  boolean exists() throws IOException;

  /// Makes the store with a first batch in it: on return all of that is durable, before it nothing
  /// is there.
  void create(StoreBatch first) throws IOException;

  /// Opens the store that was made.
  ///
  /// @throws CorruptStoreException if it cannot be read as it was left
  CheckpointStore open() throws IOException;
}
