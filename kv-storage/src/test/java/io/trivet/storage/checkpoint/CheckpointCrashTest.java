package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimCrash;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.disk.SimFault;
import io.trivet.storage.log.SyncPolicy;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Lets a node die at every call of its store and of its disk, recovers it, and compares: the state
/// is that after some frame, no earlier than what was promised, with the right number of keys, and
/// no deleted key comes back (I9 to I13). Then the node lives on, dies in its recovery, and once
/// more.
class CheckpointCrashTest {

  private static final int STEPS = 400;
  private static final int SEEDS = Integer.getInteger("trivet.crashSeeds", 2);
  private static final int STRIDE = Integer.getInteger("trivet.crashStride", 17);

  /// What happens to the machine.
  private enum Fate {
    PROCESS_DIES,
    ONLY_SYNCED_IS_LEFT,
    ANYTHING_UNSYNCED_IS_LOST
  }

  @ParameterizedTest
  @EnumSource(SyncPolicy.class)
  void aCrashAtAnyCallOfTheStoreLosesNothing(SyncPolicy policy) throws IOException {
    int drops = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Fixture whole = new Fixture(policy, seed);
      whole.live();
      drops += whole.store.drops();
      assertThat(whole.checkpoints).as("checkpoints").isGreaterThan(2);
      assertThat(whole.loadedKeys).as("cold loads").isGreaterThan(5);
      for (long call = first(policy, seed); call < whole.store.calls(); call += STRIDE) {
        for (ModelStore.Fault fault : ModelStore.Fault.values()) {
          Fixture life = new Fixture(policy, seed);
          life.store.failAt(call, fault);
          life.liveAndSurvive("%s at call %d of the store".formatted(fault, call));
        }
      }
    }
    assertThat(drops).as("dropped spaces").isPositive();
  }

  @ParameterizedTest
  @EnumSource(SyncPolicy.class)
  void aCrashAtAnyCallOfTheDiskLosesNothing(SyncPolicy policy) throws IOException {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Fixture whole = new Fixture(policy, seed);
      whole.live();
      for (long call = first(policy, seed); call < whole.disk.calls(); call += STRIDE) {
        for (SimFault fault : SimFault.values()) {
          Fixture life = new Fixture(policy, seed);
          life.disk.failAt(call, fault);
          life.liveAndSurvive("%s at call %d of the disk".formatted(fault, call));
        }
      }
    }
  }

  /// With a stride above 1, each policy and seed takes other calls.
  private static long first(SyncPolicy policy, long seed) {
    return (seed + 5L * policy.ordinal()) % STRIDE;
  }

  /// A first life and what follows it.
  private static final class Fixture {
    private final SyncPolicy policy;
    private final long seed;
    private final SimDisk disk;
    private final ModelStore store;
    private final History history = new History(SimNode.DATABASES);
    private int checkpoints;
    private int loadedKeys;
    private Promise promise = new Promise(0, 0);

    Fixture(SyncPolicy policy, long seed) {
      this.policy = policy;
      this.seed = seed;
      this.disk = new SimDisk(new SplittableRandom(seed));
      this.store = new ModelStore(new SplittableRandom(seed + 1));
    }

    /// One life, which may be cut short.
    void live() throws IOException {
      promise = live(disk, store, history, seed, promise, 0, STEPS, true);
    }

    void liveAndSurvive(String accident) throws IOException {
      live();
      for (Fate fate : Fate.values()) {
        for (int sample = 0; sample < 3; sample++) {
          try {
            survive(fate, sample);
          } catch (IOException | AssertionError | RuntimeException e) {
            throw new AssertionError(
                "policy %s, seed %d, %s, then %s, sample %d"
                    .formatted(policy, seed, accident, fate, sample),
                e);
          }
        }
      }
    }

    /// A crash, a recovery that crashes as well, a second life, and a last recovery.
    private void survive(Fate fate, int sample) throws IOException {
      SplittableRandom random = new SplittableRandom(seed * 31 + sample);
      SimDisk nextDisk = disk.copy(random.split());
      ModelStore nextStore = store.copy(random.split());
      History nextHistory = history.copy();
      crash(nextDisk, nextStore, fate, sample, random);
      long promised = promise.after(fate);

      SimDisk rehearsalDisk = nextDisk.copy(random.split());
      ModelStore rehearsalStore = nextStore.copy(random.split());
      live(rehearsalDisk, rehearsalStore, nextHistory.copy(), 1, promise, promised, 0, false);
      nextDisk.failAt(random.nextLong(rehearsalDisk.calls() + 1), SimFault.CRASH);
      live(nextDisk, nextStore, nextHistory.copy(), 1, promise, promised, 0, false);
      crash(nextDisk, nextStore, Fate.PROCESS_DIES, sample, random);

      long nextSeed = random.nextLong();
      Promise next =
          live(nextDisk, nextStore, nextHistory, nextSeed, promise, promised, STEPS / 4, false);
      crash(nextDisk, nextStore, fate, sample, random);
      live(nextDisk, nextStore, nextHistory, 1, next, next.after(fate), 0, false);
    }

    /// Recovers, checks, and works for so many steps, unless it dies before. Returns what it
    /// promised.
    private Promise live(
        SimDisk onDisk,
        ModelStore inStore,
        History expected,
        long nodeSeed,
        Promise before,
        long promised,
        int steps,
        boolean isFaulty)
        throws IOException {
      SimNode node = null;
      try {
        node = new SimNode(onDisk, inStore, policy, expected, nodeSeed);
        node.check(promised);
        node.live(steps);
      } catch (SimCrash e) {
        return node == null ? before : node.promise();
      } catch (IOException e) {
        if (!isFaulty) {
          throw e;
        }
      } finally {
        if (node != null) {
          checkpoints += node.checkpoints();
          loadedKeys += node.loadedKeys();
          node.abandon();
        }
      }
      return node == null ? before : node.promise();
    }

    private static void crash(
        SimDisk onDisk, ModelStore inStore, Fate fate, int sample, SplittableRandom random) {
      inStore.crash(sample == 0 ? 0 : random.nextInt(inStore.pending() + 1));
      switch (fate) {
        case PROCESS_DIES -> onDisk.crashProcess();
        case ONLY_SYNCED_IS_LEFT -> onDisk.losePower();
        case ANYTHING_UNSYNCED_IS_LOST -> onDisk.losePower(random.split());
      }
    }
  }

  /// What a node has promised: sequences that no end of the process, and no loss of power may lose.
  record Promise(long committedSequence, long durableSequence) {
    long after(Fate fate) {
      return fate == Fate.PROCESS_DIES ? committedSequence : durableSequence;
    }
  }
}
