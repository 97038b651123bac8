package io.trivet.storage.keyspace;

import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Walks over all keys of a database, in memory and in the checkpoint store, in the order of slots
/// and hashes.
///
/// ```
///  cursor:  slot << 32 | upper 32 bits of the hash to go on at; 0 = start and end
/// ```
///
/// The cursor depends on nothing but keys, so it stays good across growth, eviction, restart and
/// failover. A key that exists during the whole walk is shown at least once.
///
/// Threads: any that may read the disk, with its own transaction, which may hold all slots already.
public final class KeyspaceScan {

  private static final long ORDER_END = 1L << 32;

  private final KeyspaceTxn txn;
  private final Keyspace keyspace;
  private final ColdKeys coldKeys;

  public KeyspaceScan(KeyspaceTxn txn, ColdKeys coldKeys) {
    this.txn = txn;
    this.keyspace = txn.keyspace();
    this.coldKeys = coldKeys;
  }

  /// Number of keys, with those that the transaction made and without those that it removed.
  public long size() {
    return txn.keyspace().size(txn.database());
  }

  /// Shows about `count` keys of the transaction's database from `cursor` on; returns the cursor to
  /// go on with, 0 at the end.
  public long scan(long cursor, long count, KeyVisitor visitor) {
    int slot = (int) (cursor >>> 32) & (Slot.COUNT - 1);
    long order = cursor & (ORDER_END - 1);
    long shown = 0;
    for (; slot < Slot.COUNT; slot++, order = 0) {
      if (shown >= count) {
        return ((long) slot << 32) | order;
      }
      if (isEmpty(slot)) {
        continue;
      }
      SlotWalk walk = new SlotWalk(slot, order, count - shown);
      long next = walk.run(visitor);
      shown += walk.shown;
      if (next < ORDER_END) {
        return ((long) slot << 32) | next;
      }
    }
    return 0;
  }

  /// A key of the transaction's database chosen at random, or null if there is none.
  public @Nullable Bytes randomKey(RandomGenerator random) {
    int first = randomSlot(random);
    for (int i = 0; i < Slot.COUNT; i++) {
      int slot = (first + i) % Slot.COUNT;
      Bytes key = isEmpty(slot) ? null : randomKey(slot, random);
      if (key != null) {
        return key;
      }
    }
    return null;
  }

  /// Whether a slot has no key of the database; read without its lock, so about a moment ago.
  private boolean isEmpty(int slot) {
    SlotTable table = keyspace.tableIfAny(slot, keyspace.databases().space(txn.database()));
    return table == null || table.liveKeys() == 0;
  }

  private @Nullable Bytes randomKey(int slot, RandomGenerator random) {
    long start = random.nextLong(ORDER_END);
    Bytes[] found = new Bytes[1];
    for (long order = start; order < ORDER_END && found[0] == null; ) {
      order = new SlotWalk(slot, order, 1).run((key, kind, expiry) -> found[0] = key);
    }
    for (long order = 0; order < start && found[0] == null; ) {
      order = new SlotWalk(slot, order, 1).run((key, kind, expiry) -> found[0] = key);
    }
    return found[0];
  }

  /// A slot with the probability of its share of keys; counts are read without locks.
  private int randomSlot(RandomGenerator random) {
    long keys = keyspace.size(txn.database());
    long wanted = keys > 0 ? random.nextLong(keys) : 0;
    Space space = keyspace.databases().space(txn.database());
    for (int slot = 0; slot < Slot.COUNT; slot++) {
      SlotTable table = keyspace.tableIfAny(slot, space);
      if (table != null) {
        wanted -= table.liveKeys();
        if (wanted < 0) {
          return slot;
        }
      }
    }
    return 0;
  }

  /// A step through one slot: first what is in memory, then, if that is not all, what is stored.
  private final class SlotWalk {
    private final int slot;
    private final long fromOrder;
    private final long wanted;
    private final Set<Bytes> inMemory = new HashSet<>();
    private int space;
    private boolean complete = true;
    private long shown;

    SlotWalk(int slot, long fromOrder, long wanted) {
      this.slot = slot;
      this.fromOrder = fromOrder;
      this.wanted = wanted;
    }

    /// Returns the order to go on at, or ORDER_END.
    long run(KeyVisitor visitor) {
      if (keyspace.tables(slot).length == 0) {
        return ORDER_END;
      }
      boolean lockHere = !txn.holds(slot);
      if (lockHere) {
        keyspace.locks().lock(slot);
      }
      long next;
      try {
        Space current = keyspace.databases().space(txn.database());
        space = current.id();
        SlotTable table = keyspace.tableIfAny(slot, current);
        next = table == null ? ORDER_END : visitMemory(table, visitor);
      } finally {
        if (lockHere) {
          keyspace.locks().unlock(slot);
        }
      }
      if (!complete) {
        coldKeys.visit(
            space, slot, fromOrder, next, (key, kind, expiry) -> cold(key, kind, expiry, visitor));
      }
      return next;
    }

    private long visitMemory(SlotTable table, KeyVisitor visitor) {
      complete = table.isComplete();
      int bucket = table.bucketOfOrder(fromOrder);
      int cell = bucket;
      for (; cell < table.cellCount(); cell++) {
        if (cell > bucket && shown >= wanted && cell < table.capacity()) {
          return visitRun(table, cell, visitor);
        }
        show(table, cell, ORDER_END, visitor);
      }
      return ORDER_END;
    }

    /// Shows what lies from `cell` on but belongs to buckets before it; returns the order of
    /// `cell`.
    private long visitRun(SlotTable table, int cell, KeyVisitor visitor) {
      long limit = table.orderOfBucket(cell);
      for (int next = cell; table.record(next) != 0; next++) {
        show(table, next, limit, visitor);
      }
      return limit;
    }

    private void show(SlotTable table, int cell, long limit, KeyVisitor visitor) {
      long record = table.record(cell);
      if (record == 0) {
        return;
      }
      long order = KeyHash.order(table.hashOf(record));
      if (order < fromOrder || order >= limit) {
        return;
      }
      byte[] key = new byte[RecordDescriptor.keyLength(record)];
      Native.copyOut(RecordDescriptor.keyAddress(record), key, 0, key.length);
      Bytes bytes = Bytes.of(key);
      if (!complete) {
        inMemory.add(bytes);
      }
      long expiresAtMs = RecordDescriptor.expiresAtMs(record);
      if (!RecordDescriptor.isTombstone(record) && isAlive(expiresAtMs)) {
        txn.observe(RecordDescriptor.version(record));
        visitor.key(bytes, RecordDescriptor.kind(record), expiresAtMs);
        shown++;
      }
    }

    private void cold(Bytes key, RecordKind kind, long expiresAtMs, KeyVisitor visitor) {
      if (!inMemory.contains(key) && isAlive(expiresAtMs)) {
        visitor.key(key, kind, expiresAtMs);
        shown++;
      }
    }

    private boolean isAlive(long expiresAtMs) {
      return expiresAtMs == KeyspaceTxn.NEVER || expiresAtMs > txn.nowMs();
    }
  }
}
