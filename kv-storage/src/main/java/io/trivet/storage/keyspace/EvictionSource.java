package io.trivet.storage.keyspace;

import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Finds keys in memory that a cache would miss least, so that a transaction can delete them.
///
/// A sample is gathered from a random slot on, over several slots where one has too few keys, so
/// that keys are compared whatever their number a slot.
///
/// Threads: any; takes the slots' locks itself, one at a time.
public final class EvictionSource {

  /// Cells of one table that are looked at for a sample.
  private static final int CELLS_AT_ONCE = 256;

  private final Keyspace keyspace;

  public EvictionSource(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  /// A key to delete.
  ///
  /// @param remainingBytes memory that the deletion needs until the store knows of it
  public record Victim(int database, int slot, Bytes key, long remainingBytes) {}

  /// The best of a sample, or null if the policy allows no key in memory to go.
  public @Nullable Victim next(
      EvictionPolicy policy, int samples, RandomGenerator random, long nowMs) {
    Sample sample = new Sample(policy, samples, random, nowMs);
    int first = random.nextInt(Slot.COUNT);
    for (int i = 0; i < Slot.COUNT && !sample.isComplete(); i++) {
      int slot = (first + i) & Slot.COUNT - 1;
      if (keyspace.tables(slot).length > 0 && keyspace.locks().tryLock(slot)) {
        try {
          for (SlotTable table : keyspace.tables(slot)) {
            sample.add(table);
          }
        } finally {
          keyspace.locks().unlock(slot);
        }
      }
    }
    return sample.best;
  }

  /// The keys compared so far, of which the best is kept.
  private final class Sample {
    private final EvictionPolicy policy;
    private final int size;
    private final RandomGenerator random;
    private final long nowMs;
    private int seen;
    private long bestRank;
    private @Nullable Victim best;

    Sample(EvictionPolicy policy, int size, RandomGenerator random, long nowMs) {
      this.policy = policy;
      this.size = policy.order() == EvictionPolicy.Order.NONE ? 1 : size;
      this.random = random;
      this.nowMs = nowMs;
    }

    boolean isComplete() {
      return seen >= size;
    }

    /// Compares keys of a table, whose slot is locked.
    void add(SlotTable table) {
      boolean hasNone = policy.sparesLasting() ? table.expiringKeys() == 0 : table.used() == 0;
      int database = hasNone ? -1 : keyspace.databaseOf(table.space().id());
      if (database < 0) {
        return;
      }
      int first = random.nextInt(table.cellCount());
      int cells = Math.min(CELLS_AT_ONCE, table.cellCount());
      for (int i = 0; i < cells && !isComplete(); i++) {
        long record = table.record((first + i) % table.cellCount());
        if (record != 0 && mayGo(record)) {
          compare(record, database, table.slot());
        }
      }
    }

    private boolean mayGo(long record) {
      return !RecordDescriptor.isTombstone(record)
          && (!policy.sparesLasting() || RecordDescriptor.expires(record));
    }

    private void compare(long record, int database, int slot) {
      long rank = rank(record);
      if (seen++ == 0 || rank > bestRank) {
        bestRank = rank;
        byte[] key = new byte[RecordDescriptor.keyLength(record)];
        Native.copyOut(RecordDescriptor.keyAddress(record), key, 0, key.length);
        long tombstone = RecordDescriptor.allocationBytes(key.length, 0, false);
        best = new Victim(database, slot, Bytes.of(key), Native.blockBytes(tombstone));
      }
    }

    private long rank(long record) {
      return switch (policy.order()) {
        case ACCESS -> keyspace.accessClock().evictionRank(RecordDescriptor.access(record), nowMs);
        case EXPIRY -> -RecordDescriptor.expiresAtMs(record);
        case NONE -> 0;
      };
    }
  }
}
