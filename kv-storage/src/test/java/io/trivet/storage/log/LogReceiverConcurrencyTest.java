package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.frame.FrameDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A standby takes what the threads of a primary append, as fast as it can, on a slow disk; a
/// reader follows the standby's log meanwhile: every frame arrives whole, once and in order, in
/// that reader and after a restart.
@Timeout(120)
class LogReceiverConcurrencyTest {

  private static final int PRODUCERS = 3;
  private static final int FRAMES = 2500;
  private static final LogOptions OPTIONS =
      LogOptions.defaults()
          .withRingBytes(1 << 15)
          .withSegmentBytes(1 << 16)
          .withBypassBytes(1 << 18);

  private final AwaitedRoom room = new AwaitedRoom();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @ParameterizedTest
  @EnumSource(SyncPolicy.class)
  void aReaderBesideTheReceiverGetsEveryFrameWholeOnceAndInOrder(SyncPolicy policy)
      throws Exception {
    SimDisk disk = slowDisk();
    GroupLog primary = open(slowDisk(), SyncPolicy.EVERYSEC, room);
    GroupLog standby = open(disk, policy, new LogListener() {});
    try (LogReceiver receiver = standby.receiver()) {
      primary.openEpoch(1);
      primary.start(Thread.ofPlatform().daemon().factory(), System::nanoTime);
      standby.start(Thread.ofPlatform().daemon().factory(), System::nanoTime);
      List<Future<?>> producers = new ArrayList<>();
      for (int i = 0; i < PRODUCERS; i++) {
        producers.add(threads.submit(producer(primary, i)));
      }
      NumberedFrames followed = new NumberedFrames(PRODUCERS, FRAMES);
      Future<Long> follower = threads.submit(() -> followed.follow(standby));
      relay(primary, standby, receiver, producers);
      assertThat(follower.get()).isEqualTo(primary.appendedSequence());
    } finally {
      primary.close();
      standby.close();
      threads.shutdown();
    }
    assertThat(standby.failure()).isNull();
    NumberedFrames recovered = new NumberedFrames(PRODUCERS, FRAMES);
    GroupLog.open(disk, OPTIONS, 0, recovered::frame, new LogListener() {}).close();
    recovered.assertComplete();
  }

  /// Long batches, so that a reader which spins at the end of the log would meet one half copied.
  @Test
  void nothingIsPublishedBeforeItIsInPlace() throws Exception {
    LogOptions wide = OPTIONS.withRingBytes(1 << 23).withSegmentBytes(1 << 23);
    GroupLog primary =
        GroupLog.open(slowDisk(), wide, 0, (s, e, w, a, n) -> {}, new LogListener() {});
    GroupLog standby =
        GroupLog.open(slowDisk(), wide, 0, (s, e, w, a, n) -> {}, new LogListener() {});
    try (LogAppender appender = primary.appender();
        LogReceiver receiver = standby.receiver()) {
      primary.openEpoch(1);
      for (int i = 0; i < FRAMES; i++) {
        NumberedFrames.put(appender.begin(2000), 0, i, 2000);
        appender.append(1, i);
      }
      long end = primary.appendedSequence();
      Future<Long> follower = threads.submit(() -> spinAtTheEnd(standby, end));
      try (Relay relay = new Relay(primary, standby, receiver, 1 << 18)) {
        while (receiver.position() < end) {
          relay.step();
        }
      }
      assertThat(follower.get()).isEqualTo(end);
    } finally {
      primary.abandon();
      standby.abandon();
      threads.shutdown();
    }
  }

  /// Reads whatever is published, at once; the reader itself checks that it is frames.
  private static long spinAtTheEnd(GroupLog log, long end) throws IOException {
    try (LogReader reader = log.reader(0, 1 << 20)) {
      while (reader.position() < end) {
        reader.read(Long.MAX_VALUE);
      }
      return reader.position();
    }
  }

  private static void relay(
      GroupLog primary, GroupLog standby, LogReceiver receiver, List<Future<?>> producers)
      throws Exception {
    try (Relay relay = new Relay(primary, standby, receiver, 1 << 13)) {
      boolean isOver = false;
      while (!isOver || receiver.position() < primary.publishedSequence()) {
        isOver = producers.stream().allMatch(Future::isDone);
        if (relay.step() > 0) {
          standby.endBatch();
        } else {
          assertThat(standby.failure()).isNull();
          Thread.onSpinWait();
        }
      }
    }
    for (Future<?> producer : producers) {
      producer.get();
    }
  }

  private Callable<Void> producer(GroupLog log, int producer) {
    return () -> {
      SplittableRandom random = new SplittableRandom(producer);
      try (LogAppender appender = log.appender()) {
        for (int i = 0; i < FRAMES; i++) {
          int size = 12 + random.nextInt(random.nextInt(100) == 0 ? 40_000 : 300);
          long turn = room.turns();
          while (!log.hasRoom(size + FrameDescriptor.HEADER_BYTES)) {
            room.awaitTurnAfter(turn);
            turn = room.turns();
          }
          NumberedFrames.put(appender.begin(size), producer, i, size);
          appender.append(1, i);
          if (i % 10 == 0 || i == FRAMES - 1) {
            log.endBatch();
          }
        }
      }
      return null;
    };
  }

  private static GroupLog open(SimDisk disk, SyncPolicy policy, LogListener listener)
      throws IOException {
    return GroupLog.open(disk, OPTIONS.withSyncPolicy(policy), 0, (s, e, w, a, n) -> {}, listener);
  }

  private static SimDisk slowDisk() {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    disk.onCall((operation, name) -> {
      for (int i = 0; i < 200; i++) {
        Thread.onSpinWait();
      }
    });
    return disk;
  }
}
