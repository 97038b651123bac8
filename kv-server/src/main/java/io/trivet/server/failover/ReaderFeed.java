package io.trivet.server.failover;

import io.trivet.server.replication.LogFeed;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogReader;
import java.io.IOException;

/// This node's log as the session of one standby reads it.
final class ReaderFeed implements LogFeed {

  private static final int BUFFER_BYTES = 1 << 18;

  private final LogReader reader;

  ReaderFeed(GroupLog log, long sequence) {
    reader = log.reader(sequence, BUFFER_BYTES);
  }

  @Override
  public int readMemory(long limitSequence) {
    int bytes = reader.readAtHand(limitSequence);
    return bytes == LogReader.NOT_AT_HAND ? ON_DISK : bytes;
  }

  @Override
  public int read(long limitSequence) throws IOException {
    return reader.read(limitSequence);
  }

  @Override
  public long address() {
    return reader.address();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
