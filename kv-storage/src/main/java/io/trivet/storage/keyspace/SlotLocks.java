package io.trivet.storage.keyspace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/// One lock for each slot.
///
/// A slot is held for well under a microsecond, by a digest for well under a millisecond, and
/// without input or output, so a thread that finds it taken spins first, then sleeps in short steps
/// (the holder may have lost its processor). Not reentrant. Several slots are locked in ascending
/// order only.
///
/// Threads: any. Invariants: a slot is released by the thread that locked it.
final class SlotLocks {

  private static final VarHandle LOCKED = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int SPINS = 200;
  private static final long SLEEP_NS = 20_000;

  private final int[] locked = new int[Slot.COUNT];

  void lock(int slot) {
    if (!tryLock(slot)) {
      lockSlowly(slot);
    }
  }

  boolean tryLock(int slot) {
    return (int) LOCKED.getOpaque(locked, slot) == 0 && LOCKED.compareAndSet(locked, slot, 0, 1);
  }

  void unlock(int slot) {
    LOCKED.setRelease(locked, slot, 0);
  }

  private void lockSlowly(int slot) {
    for (int round = 0; ; round++) {
      if (round < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(SLEEP_NS);
      }
      if (tryLock(slot)) {
        return;
      }
    }
  }
}
