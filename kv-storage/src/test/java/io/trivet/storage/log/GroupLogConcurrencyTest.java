package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.frame.FrameWriter;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
  private final Room room = new Room();

  /// Lets producers wait for room.
  private static final class Room implements LogListener {
    private long turns;
    private boolean isFailed;

    @Override
    public synchronized void failed(LogFailedException cause) {
      isFailed = true;
      notifyAll();
    }

    @Override
    public synchronized void roomAvailable() {
      turns++;
      notifyAll();
    }

    synchronized long turns() {
      return turns;
    }

    synchronized void awaitTurnAfter(long turn) throws InterruptedException {
      long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (turns == turn) {
        assertThat(isFailed).isFalse();
        assertThat(System.nanoTime()).as("room comes back").isLessThan(deadlineNs);
        wait(1000);
      }
    }
  }

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
      Future<Order> follower = threads.submit(() -> follow(log));
      long last = 0;
      for (Future<Long> producer : producers) {
        last = Math.max(last, producer.get());
      }
      assertThat(log.appendedSequence()).isEqualTo(last);
      assertThat(follower.get().sequence).isEqualTo(last);
    } finally {
      log.close();
      threads.shutdown();
    }
    assertThat(log.failure()).isNull();
    Order recovered = new Order();
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
          put(appender.begin(size), producer, i, size);
          last = appender.append(1, i);
          if (i % 10 == 0 || i == FRAMES - 1) {
            log.endBatch();
          }
        }
      }
      return last;
    };
  }

  /// Reads until every producer's last frame has come.
  private static Order follow(GroupLog log) throws IOException {
    Order order = new Order();
    try (LogReader reader = log.reader(0, 1 << 12)) {
      while (!order.isComplete()) {
        int bytes = reader.read(Long.MAX_VALUE);
        for (long at = reader.address(); at < reader.address() + bytes; ) {
          int length = FrameDescriptor.length(at);
          order.frame(
              FrameDescriptor.start(at) + length,
              FrameDescriptor.epoch(at),
              FrameDescriptor.wallTimeMs(at),
              at + FrameDescriptor.HEADER_BYTES,
              length - FrameDescriptor.HEADER_BYTES);
          at += length;
        }
        if (bytes == 0) {
          assertThat(log.failure()).isNull();
          Thread.onSpinWait();
        }
      }
    }
    return order;
  }

  private static void put(FrameWriter frame, int producer, int number, int size) {
    frame.putInt(producer);
    frame.putInt(number);
    frame.putInt(size);
    SplittableRandom content = new SplittableRandom(producer * 1_000_003L + number);
    for (int i = 12; i < size; i++) {
      frame.putByte(content.nextInt(256));
    }
  }

  /// Checks frames as they come.
  private static final class Order {
    private final int[] next = new int[PRODUCERS];
    private long sequence;

    void frame(long frameSequence, int epoch, long wallTimeMs, long address, int bytes) {
      assertThat(frameSequence - bytes - FrameDescriptor.HEADER_BYTES).isEqualTo(sequence);
      sequence = frameSequence;
      int producer = Native.getInt(address);
      int number = Native.getInt(address + 4);
      assertThat(number).isEqualTo(next[producer]++);
      assertThat(wallTimeMs).isEqualTo(number);
      assertThat(Native.getInt(address + 8)).isEqualTo(bytes);
      SplittableRandom content = new SplittableRandom(producer * 1_000_003L + number);
      for (int i = 12; i < bytes; i++) {
        if (Native.getByte(address + i) != (byte) content.nextInt(256)) {
          throw new AssertionError("byte " + i + " of frame " + number + " of " + producer);
        }
      }
    }

    boolean isComplete() {
      for (int frames : next) {
        if (frames < FRAMES) {
          return false;
        }
      }
      return true;
    }

    void assertComplete() {
      assertThat(next).containsOnly(FRAMES);
    }
  }
}
