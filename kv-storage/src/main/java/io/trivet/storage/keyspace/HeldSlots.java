package io.trivet.storage.keyspace;

import java.util.Arrays;

/// The slot locks that one transaction holds. Threads: one.
final class HeldSlots {

  private final SlotLocks locks;
  private int[] slots = new int[8];
  private int count;
  private boolean all;

  HeldSlots(SlotLocks locks) {
    this.locks = locks;
  }

  void lock(int slot) {
    locks.lock(slot);
    slots[0] = slot;
    count = 1;
  }

  /// Locks the first `wanted` of `unordered`, each once, in ascending order.
  void lock(int[] unordered, int wanted) {
    if (slots.length < wanted) {
      slots = new int[Math.max(wanted, 2 * slots.length)];
    }
    System.arraycopy(unordered, 0, slots, 0, wanted);
    Arrays.sort(slots, 0, wanted);
    count = 0;
    for (int i = 0; i < wanted; i++) {
      if (count == 0 || slots[count - 1] != slots[i]) {
        slots[count++] = slots[i];
      }
    }
    for (int i = 0; i < count; i++) {
      locks.lock(slots[i]);
    }
  }

  void lockAll() {
    for (int slot = 0; slot < Slot.COUNT; slot++) {
      locks.lock(slot);
    }
    all = true;
  }

  /// Takes one more slot if it is free at once: out of order, so waiting could be for ever.
  boolean tryLock(int slot) {
    if (holds(slot)) {
      return true;
    }
    if (!locks.tryLock(slot)) {
      return false;
    }
    if (count == slots.length) {
      slots = Arrays.copyOf(slots, 2 * count);
    }
    slots[count++] = slot;
    return true;
  }

  boolean holds(int slot) {
    if (all) {
      return true;
    }
    for (int i = 0; i < count; i++) {
      if (slots[i] == slot) {
        return true;
      }
    }
    return false;
  }

  boolean holdsAll() {
    return all;
  }

  boolean isEmpty() {
    return !all && count == 0;
  }

  void unlock() {
    if (all) {
      for (int slot = 0; slot < Slot.COUNT; slot++) {
        locks.unlock(slot);
      }
      all = false;
    } else {
      for (int i = 0; i < count; i++) {
        locks.unlock(slots[i]);
      }
      count = 0;
    }
  }
}
