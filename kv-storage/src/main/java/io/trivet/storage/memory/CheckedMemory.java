package io.trivet.storage.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// The test mode of [Native]: knows every living block, and fails an access that leaves one.
///
/// Memory that somebody else allocated (a Netty buffer, say) is let through: only an access that
/// touches a freed block of ours, or leaves a living one, fails.
///
/// Invariants: living blocks do not overlap.
final class CheckedMemory {

  private static final ConcurrentSkipListMap<Long, Long> LIVING = new ConcurrentSkipListMap<>();
  private static final ConcurrentSkipListMap<Long, Long> FREED = new ConcurrentSkipListMap<>();

  private CheckedMemory() {}

  static void allocated(long address, long bytes) {
    forgetFreed(address, bytes);
    LIVING.put(address, bytes);
  }

  static void freed(long address, long bytes) {
    Long known = LIVING.remove(address);
    if (known == null || known != bytes) {
      throw new AssertionError(
          "free of " + bytes + " bytes at " + address + ", which holds " + known);
    }
    FREED.put(address, bytes);
  }

  static void access(long address, long bytes) {
    Map.Entry<Long, Long> block = LIVING.floorEntry(address);
    if (block != null && address < block.getKey() + block.getValue()) {
      if (address + bytes > block.getKey() + block.getValue()) {
        throw new AssertionError(
            "access of " + bytes + " bytes at " + address + " leaves block " + block);
      }
      return;
    }
    Map.Entry<Long, Long> freed = FREED.floorEntry(address);
    if (freed != null && address < freed.getKey() + freed.getValue()) {
      throw new AssertionError("access at " + address + " to the freed block " + freed);
    }
  }

  private static void forgetFreed(long address, long bytes) {
    Long before = FREED.floorKey(address);
    FREED
        .subMap(before == null ? address : before, true, address + bytes, false)
        .entrySet()
        .removeIf(e -> e.getKey() + e.getValue() > address);
  }
}
