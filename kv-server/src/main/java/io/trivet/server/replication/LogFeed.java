package io.trivet.server.replication;

import java.io.IOException;

/// The primary's log as one session reads it: whole frames, in order.
///
/// Threads: one at a time; calls on different threads happen one after the other.
public interface LogFeed extends AutoCloseable {

  /// What [#readMemory] says when only a disk has the next frame.
  int ON_DISK = -1;

  /// Reads whole frames as far as they are in memory, and moves behind them. Never blocks.
  ///
  /// @param limitSequence no frame that ends above it is read
  /// @return the bytes read, of at least one frame; 0 if there is none now; [#ON_DISK]
  int readMemory(long limitSequence);

  /// Like [#readMemory], wherever the frames are; may block on the disk.
  ///
  /// @return the bytes read; 0 if there is no frame now
  /// @throws IOException if they cannot be read, or are not there any more
  int read(long limitSequence) throws IOException;

  /// Where the frames of the last read lie, one behind the other, in native memory; until the next.
  long address();

  /// Gives the memory back.
  @Override
  void close() throws IOException;
}
