package io.trivet.server.replication;

import io.trivet.raft.group.Lineage;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogAppender;
import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.log.LogReader;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A primary with a real log on a simulated disk. Everything written is committed unless a test
/// says otherwise.
///
/// Threads: appends from one; the rest any.
final class LogOfPrimary implements PrimaryNode, AutoCloseable {
  static final int READ_BYTES = 1 << 14;

  final GroupLog log;
  final AtomicLong committed = new AtomicLong();
  final AtomicInteger openFeeds = new AtomicInteger();
  final AtomicInteger diskReads = new AtomicInteger();
  volatile boolean isHealthy = true;
  volatile @Nullable ImageFeed image;
  volatile UUID wantedImage = new UUID(7, 7);
  private final LogAppender appender;

  LogOfPrimary(int ringBytes, int epoch) throws IOException {
    LogOptions options =
        LogOptions.defaults()
            .withRingBytes(ringBytes)
            .withSegmentBytes(1 << 16)
            .withBypassBytes(1 << 25)
            .withRetainedBytes(0);
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    log = GroupLog.open(disk, options, 0, (_, _, _, _, _) -> {}, new LogListener() {});
    log.openEpoch(epoch);
    appender = log.appender();
  }

  /// Appends a frame and has it written.
  ///
  /// @return its sequence
  long append(int payloadBytes, int filler) throws IOException {
    long sequence = appendOnly(payloadBytes, filler);
    log.flush();
    return sequence;
  }

  long appendOnly(int payloadBytes, int filler) {
    byte[] payload = new byte[payloadBytes];
    java.util.Arrays.fill(payload, (byte) filler);
    appender.begin(payloadBytes).putBytes(payload, 0, payloadBytes);
    return appender.append(log.lastEpoch(), 1_000);
  }

  @Override
  public int epoch() {
    return log.lastEpoch();
  }

  @Override
  public Lineage lineage() {
    return new Lineage(
        log.epochs().entries().stream()
            .map(entry -> new Lineage.EpochStart(entry.epoch(), entry.startSequence()))
            .toList(),
        log.writtenSequence());
  }

  @Override
  public long firstSequence() {
    return log.firstSequence();
  }

  @Override
  public long writtenSequence() {
    return log.writtenSequence();
  }

  @Override
  public long committedSequence() {
    return committed.get();
  }

  @Override
  public boolean isHealthy() {
    return isHealthy;
  }

  @Override
  public LogFeed feed(long sequence) {
    openFeeds.incrementAndGet();
    return new Reading(log.reader(sequence, READ_BYTES));
  }

  @Override
  public ImageFeed image(UUID partial) throws IOException {
    wantedImage = partial;
    ImageFeed there = image;
    if (there == null) {
      throw new IOException("no image");
    }
    return there;
  }

  @Override
  public void close() throws IOException {
    appender.close();
    log.close();
  }

  private final class Reading implements LogFeed {
    private final LogReader reader;

    Reading(LogReader reader) {
      this.reader = reader;
    }

    @Override
    public int readMemory(long limitSequence) {
      int bytes = reader.readAtHand(limitSequence);
      return bytes == LogReader.NOT_AT_HAND ? ON_DISK : bytes;
    }

    @Override
    public int read(long limitSequence) throws IOException {
      diskReads.incrementAndGet();
      return reader.read(limitSequence);
    }

    @Override
    public long address() {
      return reader.address();
    }

    @Override
    public void close() throws IOException {
      reader.close();
      openFeeds.decrementAndGet();
    }
  }
}
