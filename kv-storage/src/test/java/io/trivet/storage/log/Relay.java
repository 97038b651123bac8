package io.trivet.storage.log;

import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.util.List;

/// What a replication link does, without a wire: reads frames of one log and gives them to the
/// receiver of another, epochs first.
///
/// Threads: one.
final class Relay implements AutoCloseable {

  private final GroupLog source;
  private final GroupLog target;
  private final LogReceiver receiver;
  private final LogReader reader;

  Relay(GroupLog source, GroupLog target, LogReceiver receiver, int batchBytes) {
    this.source = source;
    this.target = target;
    this.receiver = receiver;
    this.reader = source.reader(target.appendedSequence(), batchBytes);
  }

  /// Moves one batch, if there is one and the target has room; returns its bytes.
  int step() throws IOException {
    beginEpochs();
    if (!target.hasRoom(1 << 12)) {
      return 0;
    }
    int bytes = reader.read(nextEpochStart());
    if (bytes > 0) {
      receiver.append(reader.address(), bytes);
      Native.fill(reader.address(), bytes, (byte) 0x5A); // the batch was ours only during the call
    }
    return bytes;
  }

  /// Moves everything that is published now.
  void run() throws IOException {
    long end = source.publishedSequence();
    while (receiver.position() < end) {
      step();
      target.endBatch();
      target.prepareSegment();
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private void beginEpochs() throws IOException {
    for (EpochTable.Entry entry : source.epochs().entries()) {
      if (entry.epoch() > target.lastEpoch() && entry.startSequence() == receiver.position()) {
        receiver.beginEpoch(entry.epoch());
      }
    }
  }

  private long nextEpochStart() {
    List<EpochTable.Entry> entries = source.epochs().entries();
    return entries.stream()
        .mapToLong(EpochTable.Entry::startSequence)
        .filter(start -> start > receiver.position())
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
