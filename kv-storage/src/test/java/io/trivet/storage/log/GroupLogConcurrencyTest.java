package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.frame.FrameDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Several threads append as fast as they can to a log on a slow disk, a reader follows: every
/// frame arrives whole, once and in its producer's order, in the reader and after a restart.
@Timeout(120)
class GroupLogConcurrencyTest {

  private static final int PRODUCERS = 4;
  private static final int FRAMES = 2500;
  private static final LogOptions OPTIONS =
      LogOptions.defaults()
          .withRingBytes(1 << 15)
          .withSegmentBytes(1 << 16)
          .withBypassBytes(1 << 18);

  private final SimDisk disk = new SimDisk(new SplittableRandom(1));
  private final AwaitedRoom room = new AwaitedRoom();

  @ParameterizedTest
  @EnumSource(SyncPolicy.class)
  void everyFrameArrivesWholeOnceAndInOrder(SyncPolicy policy) throws Exception {
    disk.onCall((operation, name) -> {
      for (int i = 0; i < 200; i++) {
        Thread.onSpinWait();
      }
    });
    ExecutorService threads = Executors.newCachedThreadPool();
    GroupLog log =
        GroupLog.open(disk, OPTIONS.withSyncPolicy(policy), 0, (s, e, w, a, n) -> {}, room);
    try {
      log.openEpoch(1);
      log.start(Thread.ofPlatform().daemon().factory(), System::nanoTime);
      List<Future<Long>> producers = new ArrayList<>();
      for (int i = 0; i < PRODUCERS; i++) {
        producers.add(threads.submit(producer(log, i)));
      }
      NumberedFrames followed = new NumberedFrames(PRODUCERS, FRAMES);
      Future<Long> follower = threads.submit(() -> followed.follow(log));
      long last = 0;
      for (Future<Long> producer : producers) {
        last = Math.max(last, producer.get());
      }
      assertThat(log.appendedSequence()).isEqualTo(last);
      assertThat(follower.get()).isEqualTo(last);
    } finally {
      log.close();
      threads.shutdown();
    }
    assertThat(log.failure()).isNull();
    NumberedFrames recovered = new NumberedFrames(PRODUCERS, FRAMES);
    GroupLog.open(disk, OPTIONS, 0, recovered::frame, new LogListener() {}).close();
    recovered.assertComplete();
  }

  private Callable<Long> producer(GroupLog log, int producer) {
    return () -> {
      SplittableRandom random = new SplittableRandom(producer);
      long last = 0;
      try (LogAppender appender = log.appender()) {
        for (int i = 0; i < FRAMES; i++) {
          int size = 12 + random.nextInt(random.nextInt(100) == 0 ? 40_000 : 300);
          long turn = room.turns();
          while (!log.hasRoom(size + FrameDescriptor.HEADER_BYTES)) {
            room.awaitTurnAfter(turn);
            turn = room.turns();
          }
          NumberedFrames.put(appender.begin(size), producer, i, size);
          last = appender.append(1, i);
          if (i % 10 == 0 || i == FRAMES - 1) {
            log.endBatch();
          }
        }
      }
      return last;
    };
  }
}
