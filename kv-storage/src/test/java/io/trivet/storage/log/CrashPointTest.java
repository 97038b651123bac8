package io.trivet.storage.log;

import io.trivet.storage.disk.SimCrash;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.disk.SimFault;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Lets the log die, or its disk fail, at every single disk call of a scripted life, and checks
/// that the next start gives back a prefix of what was appended that holds all that was promised.
/// Then the same once more, with a crash in the recovery (I8, I17, I19).
class CrashPointTest {

  private static final int STEPS = 300;
  private static final int SAMPLES = 4;
  private static final long SEED = 20261122;

  /// What happens to the machine.
  private enum Fate {
    PROCESS_DIES,
    ONLY_SYNCED_IS_LEFT,
    ANYTHING_UNSYNCED_IS_LOST
  }

  @ParameterizedTest
  @EnumSource(SyncPolicy.class)
  void aCrashAtAnyDiskCallLosesNothingPromised(SyncPolicy policy) throws IOException {
    long calls = countCalls(policy);
    for (long call = 0; call < calls; call++) {
      failAt(call, SimFault.CRASH, policy);
    }
  }

  @ParameterizedTest
  @EnumSource(SyncPolicy.class)
  void anIoErrorAtAnyDiskCallLosesNothingPromised(SyncPolicy policy) throws IOException {
    long calls = countCalls(policy);
    for (long call = 0; call < calls; call++) {
      failAt(call, SimFault.EIO, policy);
    }
  }

  @ParameterizedTest
  @EnumSource(SyncPolicy.class)
  void aFullDiskAtAnyCallLosesNothingPromised(SyncPolicy policy) throws IOException {
    long calls = countCalls(policy);
    for (long call = 0; call < calls; call++) {
      failAt(call, SimFault.DISK_FULL, policy);
    }
  }

  @ParameterizedTest
  @EnumSource(SyncPolicy.class)
  void aShortWriteAnywhereLosesNothingPromised(SyncPolicy policy) throws IOException {
    long calls = countCalls(policy);
    for (long call = 0; call < calls; call++) {
      failAt(call, SimFault.SHORT_WRITE, policy);
    }
  }

  private static long countCalls(SyncPolicy policy) throws IOException {
    SimDisk disk = new SimDisk(new SplittableRandom(SEED));
    live(disk, new LogTrace(), policy);
    return disk.calls();
  }

  private static void failAt(long call, SimFault fault, SyncPolicy policy) throws IOException {
    SimDisk disk = new SimDisk(new SplittableRandom(SEED + call));
    LogTrace trace = new LogTrace();
    disk.failAt(call, fault);
    live(disk, trace, policy);
    for (Fate fate : Fate.values()) {
      int samples = fate == Fate.ANYTHING_UNSYNCED_IS_LOST ? SAMPLES : 1;
      for (int sample = 0; sample < samples; sample++) {
        try {
          survive(disk, trace, fate, policy, new SplittableRandom(SEED * (call + 1) + sample));
        } catch (IOException | AssertionError | RuntimeException e) {
          throw new AssertionError(
              "policy %s, %s at call %d, then %s, sample %d"
                  .formatted(policy, fault, call, fate, sample),
              e);
        }
      }
    }
  }

  /// One life, which may be cut short.
  private static void live(SimDisk disk, LogTrace trace, SyncPolicy policy) {
    LogScript script = new LogScript(disk, trace, policy, SEED);
    try {
      script.open(0);
      script.run(STEPS);
    } catch (SimCrash | IOException e) {
      // The process ends here, one way or the other; what it promised is in the trace.
      return;
    } finally {
      script.abandon();
    }
  }

  /// What follows the first life: a crash, a recovery that crashes as well, a whole one, a second
  /// life, and one more crash.
  private static void survive(
      SimDisk crashed, LogTrace before, Fate fate, SyncPolicy policy, SplittableRandom random)
      throws IOException {
    SimDisk disk = crashed.copy(random);
    LogTrace trace = before.copy();
    long promised = crash(disk, trace, fate, random);

    // How many calls a recovery makes here; the copy is thrown away.
    SimDisk rehearsal = disk.copy(random);
    openOnce(rehearsal, trace.copy(), policy, promised);
    disk.failAt(random.nextLong(rehearsal.calls() + 1), SimFault.CRASH);
    Fate next = Fate.values()[random.nextInt(Fate.values().length)];
    try {
      promised = openOnce(disk, trace.copy(), policy, promised);
    } catch (SimCrash e) {
      promised = next == Fate.PROCESS_DIES ? promised : Math.min(promised, trace.durableSequence());
    }
    crash(disk, trace, next, random);

    LogScript second = new LogScript(disk, trace, policy, random.nextLong());
    try {
      second.open(promised);
      second.run(STEPS / 10);
      second.settle();
      second.checkReader();
    } finally {
      second.abandon();
    }
    promised = crash(disk, trace, Fate.ONLY_SYNCED_IS_LEFT, random);
    openOnce(disk, trace, policy, promised);
  }

  /// Returns what the recovery promises in its turn.
  private static long openOnce(SimDisk disk, LogTrace trace, SyncPolicy policy, long promised)
      throws IOException {
    LogScript script = new LogScript(disk, trace, policy, SEED);
    try {
      script.open(promised);
      return trace.durableSequence();
    } finally {
      script.abandon();
    }
  }

  /// Lets it happen; returns the sequence that must still be there.
  private static long crash(SimDisk disk, LogTrace trace, Fate fate, SplittableRandom random) {
    switch (fate) {
      case PROCESS_DIES -> disk.crashProcess();
      case ONLY_SYNCED_IS_LEFT -> disk.losePower();
      case ANYTHING_UNSYNCED_IS_LOST -> disk.losePower(random);
    }
    return fate == Fate.PROCESS_DIES ? trace.writtenSequence() : trace.durableSequence();
  }
}
