package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.frame.FrameWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A scripted life of a log: appends of all sizes, writes, syncs, prunes and restarts, decided by a
/// seed, in one thread and on a simulated clock.
final class LogScript {

  static final LogOptions OPTIONS =
      LogOptions.defaults()
          .withRingBytes(1 << 12)
          .withSegmentBytes(1 << 13)
          .withBypassBytes(1 << 16)
          .withRetainedBytes(0);

  private final SimDisk disk;
  private final LogTrace trace;
  private final SplittableRandom random;
  private final LogOptions options;
  private long nowNs;
  private @Nullable GroupLog log;
  private @Nullable LogAppender appender;
  private @Nullable LogSyncer syncer;

  LogScript(SimDisk disk, LogTrace trace, SyncPolicy policy, long seed) {
    this.disk = disk;
    this.trace = trace;
    this.random = new SplittableRandom(seed);
    this.options = OPTIONS.withSyncPolicy(policy);
  }

  /// Opens the log, checks what it gives back against the trace, and begins an epoch.
  void open(long promisedSequence) throws IOException {
    List<LogTrace.Sent> read = new ArrayList<>();
    GroupLog opened =
        GroupLog.open(
            disk,
            options,
            trace.redoSequence(),
            (sequence, epoch, wallTimeMs, address, bytes) ->
                read.add(LogTrace.Sent.read(sequence, epoch, wallTimeMs, address, bytes)),
            trace);
    log = opened;
    trace.recovered(read, opened.appendedSequence(), promisedSequence);
    disk.onCall((operation, name) -> trace.seen(opened));
    appender = opened.appender();
    syncer = opened.newSyncer(nowNs);
    opened.openEpoch(opened.lastEpoch() + 1);
  }

  /// Does `steps` random things; ends early if the log fails.
  void run(int steps) throws IOException {
    for (int i = 0; i < steps; i++) {
      try {
        step();
      } catch (LogFailedException e) {
        failsForEver();
        return;
      }
    }
  }

  /// Makes everything durable.
  void settle() throws IOException {
    opened().flush();
  }

  /// Reads everything once more through a reader, and compares.
  void checkReader() throws IOException {
    GroupLog current = opened();
    List<LogTrace.Sent> read = new ArrayList<>();
    try (LogReader reader = current.reader(trace.redoSequence(), 1 << 10)) {
      int bytes = reader.read(Long.MAX_VALUE);
      while (bytes > 0) {
        for (long at = reader.address(); at < reader.address() + bytes; ) {
          int length = FrameDescriptor.length(at);
          read.add(
              LogTrace.Sent.read(
                  FrameDescriptor.start(at) + length,
                  FrameDescriptor.epoch(at),
                  FrameDescriptor.wallTimeMs(at),
                  at + FrameDescriptor.HEADER_BYTES,
                  length - FrameDescriptor.HEADER_BYTES));
          at += length;
        }
        bytes = reader.read(Long.MAX_VALUE);
      }
    }
    trace.copy().recovered(read, current.appendedSequence(), current.writtenSequence());
  }

  /// Gives the memory back; the disk may be dead.
  void abandon() {
    if (appender != null) {
      appender.close();
    }
    if (log != null) {
      log.abandon();
    }
    appender = null;
    log = null;
  }

  private void step() throws IOException {
    GroupLog current = opened();
    int choice = random.nextInt(100);
    if (choice < 55) {
      append(current);
    } else if (choice < 75) {
      current.endBatch();
    } else if (choice < 94) {
      nowNs += TimeUnit.MILLISECONDS.toNanos(random.nextInt(500));
      assertThat(syncer).isNotNull();
      syncer.step(nowNs);
    } else if (choice < 98) {
      trace.checkpointed(current.durableSequence());
      current.pruneBefore(trace.redoSequence());
    } else {
      reopen(current);
    }
  }

  private void append(GroupLog current) {
    int size = random.nextInt(10) == 0 ? random.nextInt(6000) : random.nextInt(200);
    if (!current.hasRoom(size + FrameDescriptor.HEADER_BYTES)) {
      return;
    }
    byte[] payload = new byte[size];
    random.nextBytes(payload);
    assertThat(appender).isNotNull();
    FrameWriter writer = appender.begin(size / 2);
    writer.putBytes(payload, 0, size);
    long wallTimeMs = random.nextLong(1L << 48);
    long sequence = appender.append(current.lastEpoch(), wallTimeMs);
    trace.sent(LogTrace.Sent.of(sequence, current.lastEpoch(), wallTimeMs, payload));
  }

  private void reopen(GroupLog current) throws IOException {
    assertThat(appender).isNotNull();
    appender.close();
    appender = null;
    current.close();
    log = null;
    open(trace.durableSequence());
    assertThat(opened().recovery().wasCleanStop()).isTrue();
  }

  /// I19: a failed log writes nothing, syncs nothing, and says so.
  private void failsForEver() {
    GroupLog current = opened();
    assertThat(trace.isFailed()).isTrue();
    long calls = disk.calls();
    append(current);
    assertThat(current.hasRoom(32)).isFalse();
    assertThatThrownBy(current::write).isInstanceOf(LogFailedException.class);
    assertThatThrownBy(current::sync).isInstanceOf(LogFailedException.class);
    assertThatThrownBy(current::endBatch).isInstanceOf(LogFailedException.class);
    assertThatThrownBy(() -> current.pruneBefore(0)).isInstanceOf(LogFailedException.class);
    assertThat(syncer).isNotNull();
    assertThatThrownBy(() -> syncer.step(nowNs + TimeUnit.SECONDS.toNanos(5)))
        .isInstanceOf(LogFailedException.class);
    assertThat(disk.calls()).as("a failed log leaves the disk alone").isEqualTo(calls);
  }

  private GroupLog opened() {
    assertThat(log).isNotNull();
    return log;
  }
}
