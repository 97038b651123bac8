package io.trivet.storage.disk;

import java.io.IOException;
import java.util.List;

/// One directory of files.
///
/// Durability: neither a file's bytes nor its name survive a power loss before they are synced. A
/// name (made by create, rename or delete) is durable after [#syncDirectory]; bytes are durable
/// after [DiskFile#sync]. A killed process loses neither.
///
/// Threads: any.
public interface Disk {

  /// Makes an empty file and opens it for reading and writing.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if the name is taken
  DiskFile create(String name) throws IOException;

  /// Opens an existing file for reading and writing.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is none of that name
  DiskFile open(String name) throws IOException;

  /// The names of all files, sorted; directories are left out.
  List<String> list() throws IOException;

  /// Gives a file a new name, replacing a file that had it; at every moment either the old or the
  /// new file is found under the name.
  void rename(String source, String target) throws IOException;

  /// Deletes a file.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is none of that name
  void delete(String name) throws IOException;

  /// Makes all creates, renames and deletes done so far durable.
  void syncDirectory() throws IOException;

  /// Bytes that this process may still allocate here.
  long usableBytes() throws IOException;

  /// Keeps every other process, and every other caller in this one, out of the directory until the
  /// lock is closed or the process ends.
  ///
  /// @throws DirectoryLockedException if somebody holds it; the message names the process
  DirectoryLock lock() throws IOException;

  /// How a person finds the file: its full path, for messages.
  String describe(String name);

  /// The exclusive right to a directory.
  interface DirectoryLock extends AutoCloseable {
    @Override
    void close() throws IOException;
  }
}
