package io.trivet.storage.checkpoint;

import io.trivet.storage.disk.Disk;
import java.io.IOException;

/// The directories in a data directory, by name: the port under [ImageInstall].
///
/// Threads: one.
interface Folders {

  boolean has(String name) throws IOException;

  /// Gives a directory a name that none has. Durable after [#sync].
  void rename(String source, String target) throws IOException;

  /// Deletes a directory with the files in it; an accident may leave some of them.
  void delete(String name) throws IOException;

  /// Makes names durable.
  void sync() throws IOException;

  /// The files in a directory, which is made if need be.
  Disk in(String name) throws IOException;
}
