package io.trivet.storage.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/// Where images of data lie: those of this node's for others, and one of another's that comes in.
///
/// Threads: any, but closed by one.
interface ImagePlace extends AutoCloseable {

  /// A place for a copy of the checkpoint.
  Path image(long id);

  /// A place for what comes in.
  Path incoming();

  /// Lets others have it.
  @Override
  void close() throws IOException;
}
