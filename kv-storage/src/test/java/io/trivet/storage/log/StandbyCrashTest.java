package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimCrash;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.disk.SimFault;
import io.trivet.storage.frame.FrameDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A standby dies at every single disk call while it follows a primary that syncs each frame before
/// it makes the next. It starts again, with a prefix that holds all it promised, and catches up.
///
/// The frames say that nearly all of them had been synced: by the primary. A recovery that takes
/// this for its own disk refuses to start here after most power losses (ADR-0008).
class StandbyCrashTest {

  private static final int FRAMES = 240;
  private static final int SAMPLES = 4;
  private static final long SEED = 20261122;
  private static final LogOptions OPTIONS =
      LogScript.OPTIONS.withRetainedBytes(1 << 30).withSyncPolicy(SyncPolicy.ALWAYS);

  private static GroupLog primary;
  private static List<LogTrace.Sent> sent;

  /// One life of a standby, and what was seen of it.
  private static final class Life implements AutoCloseable {
    private final SplittableRandom random;
    private final GroupLog log;
    private final LogReceiver receiver;
    private final LogSyncer syncer;
    private final Relay relay;
    private long nowNs;

    Life(SimDisk disk, LogTrace trace, SyncPolicy policy, long promised, long seed)
        throws IOException {
      List<LogTrace.Sent> read = new ArrayList<>();
      this.random = new SplittableRandom(seed);
      this.log =
          GroupLog.open(
              disk,
              OPTIONS.withSyncPolicy(policy),
              0,
              (s, e, w, a, n) -> read.add(LogTrace.Sent.read(s, e, w, a, n)),
              trace);
      boolean isOpen = false;
      try {
        trace.recovered(read, log.appendedSequence(), promised);
        sent.stream().filter(f -> f.sequence() > log.appendedSequence()).forEach(trace::sent);
        disk.onCall((operation, name) -> trace.seen(log));
        receiver = log.receiver();
        isOpen = true;
      } finally {
        if (!isOpen) {
          log.abandon();
        }
      }
      syncer = log.newSyncer(0);
      relay = new Relay(primary, log, receiver, 1 << 10);
    }

    /// Follows for a while, or until it has everything.
    void run(int steps) throws IOException {
      for (int i = 0; i < steps && receiver.position() < primary.appendedSequence(); i++) {
        int choice = random.nextInt(100);
        if (choice < 50) {
          relay.step();
        } else if (choice < 75) {
          log.endBatch();
        } else {
          nowNs += TimeUnit.MILLISECONDS.toNanos(random.nextInt(400));
          syncer.step(nowNs);
        }
      }
    }

    @Override
    public void close() throws IOException {
      relay.close();
      receiver.close();
      log.abandon();
    }
  }

  @BeforeAll
  static void makePrimary() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    sent = new ArrayList<>();
    primary =
        GroupLog.open(new SimDisk(random), OPTIONS, 0, (s, e, w, a, n) -> {}, new LogListener() {});
    LogSyncer syncer = primary.newSyncer(0);
    try (LogAppender appender = primary.appender()) {
      for (int i = 0; i < FRAMES; i++) {
        if (i % 80 == 0) {
          primary.openEpoch(i / 80 + 1);
        }
        byte[] payload = new byte[random.nextInt(10) == 0 ? random.nextInt(2000) : 100];
        random.nextBytes(payload);
        appender.begin(payload.length).putBytes(payload, 0, payload.length);
        long sequence = appender.append(primary.lastEpoch(), i);
        sent.add(LogTrace.Sent.of(sequence, primary.lastEpoch(), i, payload));
        syncer.step(0);
        syncer.step(0);
      }
    }
    primary.flush();
  }

  @AfterAll
  static void closePrimary() {
    primary.abandon();
  }

  @ParameterizedTest
  @EnumSource(SyncPolicy.class)
  void aStandbyStartsAgainAfterAnyCrashWithAPrefixAndCatchesUp(SyncPolicy policy)
      throws IOException {
    long calls = lives(new SimDisk(new SplittableRandom(SEED)), new LogTrace(), policy);
    for (long call = 0; call < calls; call++) {
      crashAt(call, policy);
    }
  }

  @Test
  void theFramesSayThatEverythingBeforeThemWasSynced() throws IOException {
    // Without this the test above would prove nothing.
    try (LogReader reader = primary.reader(0, 1 << 20)) {
      int bytes = reader.read(Long.MAX_VALUE);
      for (int at = 0; at < bytes; at += FrameDescriptor.length(reader.address() + at)) {
        long frame = reader.address() + at;
        assertThat(FrameDescriptor.durableSequence(frame)).isEqualTo(FrameDescriptor.start(frame));
      }
    }
  }

  private static void crashAt(long call, SyncPolicy policy) throws IOException {
    SimDisk disk = new SimDisk(new SplittableRandom(SEED + call));
    LogTrace trace = new LogTrace();
    disk.failAt(call, SimFault.CRASH);
    lives(disk, trace, policy);
    for (int sample = 0; sample <= SAMPLES; sample++) {
      SplittableRandom random = new SplittableRandom(SEED * (call + 1) + sample);
      try {
        SimDisk copy = disk.copy(random);
        if (sample == 0) {
          copy.losePower();
        } else {
          copy.losePower(random);
        }
        survive(copy, trace.copy(), policy, random);
      } catch (IOException | AssertionError | RuntimeException e) {
        throw new AssertionError(
            "policy %s, crash at call %d, sample %d".formatted(policy, call, sample), e);
      }
    }
  }

  /// Lives until the crash; returns the calls.
  private static long lives(SimDisk disk, LogTrace trace, SyncPolicy policy) {
    try (Life life = new Life(disk, trace, policy, 0, SEED)) {
      life.run(Integer.MAX_VALUE);
    } catch (SimCrash | IOException e) {
      return disk.calls(); // what it promised is in the trace
    }
    return disk.calls();
  }

  /// Starts again, goes on for a while, loses power once more, and then catches up.
  private static void survive(
      SimDisk disk, LogTrace trace, SyncPolicy policy, SplittableRandom random) throws IOException {
    try (Life second = new Life(disk, trace, policy, trace.durableSequence(), random.nextLong())) {
      second.run(60);
    }
    disk.losePower(random);
    try (Life third = new Life(disk, trace, policy, trace.durableSequence(), random.nextLong())) {
      third.run(Integer.MAX_VALUE);
      third.log.flush();
    }
    disk.losePower();
    long end = primary.appendedSequence();
    try (Life last = new Life(disk, trace, policy, end, 0)) {
      assertThat(last.log.appendedSequence()).isEqualTo(end);
      assertThat(last.log.epochs().entries()).isEqualTo(primary.epochs().entries());
    }
  }
}
