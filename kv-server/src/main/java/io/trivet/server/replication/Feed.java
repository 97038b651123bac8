package io.trivet.server.replication;

import static io.netty.buffer.Unpooled.EMPTY_BUFFER;

import io.trivet.server.replication.LinkMessage.FramePart;
import io.trivet.server.replication.LinkMessage.Frames;
import io.trivet.storage.frame.FrameDescriptor;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pumps the primary's log to one standby: from memory on the event loop, from the disk with one
/// batch at a time on another thread.
///
/// Nothing is sent while the channel is not writable or the window is full, so no more than a
/// message waits beyond the channel's water mark, and a standby holds no more than it said it
/// would. A frame that is too large for a message goes in parts, with nothing else under way.
///
/// Invariants: ackedSequence <= sentSequence <= the primary's written sequence.
///
/// Threads: the event loop of its channel; [#wake] any.
final class Feed {

  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  /// After so many bytes other work of the loop gets its turn.
  private static final int TURN_BYTES = 1 << 21;

  private final LinkChannel link;
  private final PrimaryNode node;
  private final PrimaryMarks marks;
  private final LogFeed log;
  private final long session;
  private final int windowBytes;
  private final Executor catchUp;
  private final Consumer<String> failed;
  private final Runnable wakeUp = this::wakeUp;
  private final AtomicBoolean isWoken = new AtomicBoolean();

  private int batchBytes;
  private int batchSent;
  private int partOffset;
  private boolean isPumping;
  private boolean isReading;
  private boolean isClosed;
  private long ackedSequence;
  private volatile long sentSequence;
  private volatile boolean isOnline;

  /// @param fromSequence behind which the log reads
  /// @param windowBytes of the standby
  /// @param catchUp where the disk is read
  /// @param failed told why there is nothing more to send, on the event loop
  Feed(
      LinkChannel link,
      PrimaryNode node,
      PrimaryMarks marks,
      LogFeed log,
      long session,
      long fromSequence,
      int windowBytes,
      Executor catchUp,
      Consumer<String> failed) {
    this.link = link;
    this.node = node;
    this.marks = marks;
    this.log = log;
    this.session = session;
    this.windowBytes = windowBytes;
    this.catchUp = catchUp;
    this.failed = failed;
    this.sentSequence = fromSequence;
    this.ackedSequence = fromSequence;
  }

  /// All up to here went to the channel.
  long sentSequence() {
    return sentSequence;
  }

  /// Whether the standby was last fed from memory.
  boolean isOnline() {
    return isOnline;
  }

  /// There may be more to send. On the event loop it is sent at once.
  void wake() {
    if (link.loop().inEventLoop()) {
      pump();
    } else if (!isWoken.get() && isWoken.compareAndSet(false, true)) {
      link.loop().execute(wakeUp);
    }
  }

  /// The standby has written all up to here, at most what was sent.
  void acked(long writtenSequence) {
    ackedSequence = Math.max(ackedSequence, writtenSequence);
    pump();
  }

  /// Sends what may be sent now.
  void pump() {
    if (isPumping || isClosed) {
      return;
    }
    isPumping = true;
    try {
      int sent = 0;
      int step = sendOne();
      while (step > 0 && sent < TURN_BYTES) {
        sent += step;
        if (!link.isWritable()) {
          link.flush();
        }
        step = sendOne();
      }
      sent += step;
      if (sent > 0) {
        link.flush();
      }
      if (step > 0) {
        link.loop().execute(wakeUp);
      }
    } finally {
      isPumping = false;
    }
  }

  /// Ends the feed, and gives its memory back as soon as nobody reads.
  void close() {
    if (!isClosed) {
      isClosed = true;
      if (!isReading) {
        closeLog();
      }
    }
  }

  private void wakeUp() {
    isWoken.set(false);
    pump();
  }

  /// Sends one message.
  ///
  /// @return the bytes of the log in it; 0 if there is none to send, or it may not be sent now
  private int sendOne() {
    if (isClosed || !link.isWritable() || isWindowFull()) {
      return 0;
    }
    if (batchSent == batchBytes && !refill()) {
      return 0;
    }
    int frameBytes = FrameDescriptor.length(log.address() + batchSent);
    return LinkCodec.isLarge(frameBytes) ? sendPart(frameBytes) : sendFrames();
  }

  private boolean isWindowFull() {
    return partOffset == 0 && sentSequence - ackedSequence >= windowBytes;
  }

  private int sendFrames() {
    int bytes = wholeFrames();
    long start = sentSequence;
    link.write(
        new Frames(node.epoch(), session, marks.next(), start, EMPTY_BUFFER),
        log.address() + batchSent,
        bytes);
    batchSent += bytes;
    sentSequence = start + bytes;
    return bytes;
  }

  private int sendPart(int frameBytes) {
    if (partOffset == 0 && sentSequence > ackedSequence) {
      return 0;
    }
    long start = sentSequence;
    int offset = partOffset;
    int bytes = Math.min(LinkCodec.MAX_PART_BYTES, frameBytes - offset);
    link.write(
        new FramePart(node.epoch(), session, marks.next(), start, frameBytes, offset, EMPTY_BUFFER),
        log.address() + batchSent + offset,
        bytes);
    partOffset = offset + bytes;
    if (partOffset == frameBytes) {
      partOffset = 0;
      batchSent += frameBytes;
      sentSequence = start + frameBytes;
    }
    return bytes;
  }

  /// The bytes of the whole frames that go into one message. None of them is large.
  private int wholeFrames() {
    int left = batchBytes - batchSent;
    if (left <= LinkCodec.MAX_FRAMES_BYTES) {
      return left;
    }
    int bytes = 0;
    int next = FrameDescriptor.length(log.address() + batchSent);
    while (bytes + next <= LinkCodec.MAX_FRAMES_BYTES) {
      bytes += next;
      next = FrameDescriptor.length(log.address() + batchSent + bytes);
    }
    return bytes;
  }

  /// Reads the next batch; false if there is none now.
  private boolean refill() {
    if (isReading) {
      return false;
    }
    int bytes = log.readMemory(node.writtenSequence());
    if (bytes == LogFeed.ON_DISK) {
      isOnline = false;
      readFromDisk();
      return false;
    }
    isOnline = true;
    read(bytes);
    return bytes > 0;
  }

  private void read(int bytes) {
    batchBytes = bytes;
    batchSent = 0;
  }

  private void readFromDisk() {
    isReading = true;
    try {
      catchUp.execute(this::readNow);
    } catch (RejectedExecutionException e) {
      isReading = false;
      failed.accept("nobody reads the disk");
    }
  }

  /// Threads: that of the catch-up.
  private void readNow() {
    int bytes;
    String failure = null;
    try {
      bytes = log.read(node.writtenSequence());
    } catch (IOException | RuntimeException e) {
      LOG.warn("log not read for a standby session={}", session, e);
      bytes = 0;
      failure = "the log cannot be read: " + e.getMessage();
    }
    tell(bytes, failure);
  }

  private void tell(int bytes, @Nullable String failure) {
    try {
      link.loop().execute(() -> readDone(bytes, failure));
    } catch (RejectedExecutionException e) {
      closeLog(); // the loop has ended, and nobody else will
    }
  }

  private void readDone(int bytes, @Nullable String failure) {
    isReading = false;
    if (isClosed) {
      closeLog();
    } else if (failure != null) {
      failed.accept(failure);
    } else {
      read(bytes);
      pump();
    }
  }

  private void closeLog() {
    try {
      log.close();
    } catch (IOException e) {
      LOG.warn("reader of the log not closed session={}", session, e);
    }
  }
}
