package io.trivet.storage.log;

import io.trivet.storage.frame.FrameWriter;

/// One producing thread's way into the log.
///
/// Use: [#begin], put the effects into the writer it returns, [#append]. An append never blocks
/// and, unless the frame bypasses the ring, allocates nothing: it may be called under slot locks.
/// Ask [GroupLog#hasRoom] before the command is executed, never after.
///
/// Threads: one, the owner's.
public final class LogAppender implements AutoCloseable {

  private final GroupLog log;
  private final Publication publication;
  private final Publication.Cell cell;
  private final FrameWriter writer = new FrameWriter();

  LogAppender(GroupLog log, Publication publication) {
    this.log = log;
    this.publication = publication;
    this.cell = publication.register();
  }

  /// Starts a frame; the writer is valid until [#append] or the next begin, and an unfinished frame
  /// leaves no trace. `expectedPayloadBytes` only spares growing.
  public FrameWriter begin(int expectedPayloadBytes) {
    writer.begin(expectedPayloadBytes);
    return writer;
  }

  /// The writer of the frame that was begun.
  public FrameWriter writer() {
    return writer;
  }

  /// Gives the frame its place in the log and publishes it.
  ///
  /// On return its bytes are in memory only; they are safe when the log reports a sequence at or
  /// above the one returned. After the log failed that never happens.
  ///
  /// @param epoch the log's current epoch
  /// @param wallTimeMs milliseconds since 1970, 48 bits
  /// @return the sequence of the frame: the position of its end
  public long append(int epoch, long wallTimeMs) {
    log.checkEpoch(epoch);
    writer.sum();
    int bytes = writer.frameBytes();
    long durable = log.durableSequence(); // before the claim, so never above it
    long start = publication.claim(cell, bytes);
    boolean isFilled = false;
    try {
      writer.seal(start, epoch, wallTimeMs, durable);
      log.fill(start, writer);
      isFilled = true;
    } finally {
      if (!isFilled) {
        log.failAppend(); // out of memory: the hole holds everything back that follows
      }
    }
    publication.complete(cell);
    return start + bytes;
  }

  /// The position behind everything that was appended, by whomever.
  public long appendedSequence() {
    return log.appendedSequence();
  }

  /// Leaves the log; no frame is lost.
  @Override
  public void close() {
    publication.unregister(cell);
    writer.close();
  }
}
