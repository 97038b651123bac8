package io.trivet.storage.keyspace;

import io.trivet.storage.log.LogAppender;
import io.trivet.storage.value.EncodingLimits;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The keys of a shard: a table for each slot and space, with the locks over them.
///
/// Threads: any; tables are touched under their slot's lock, counters at any time.
public final class Keyspace {

  private static final SlotTable[] NONE = {};

  private final SlotTable[][] tables = new SlotTable[Slot.COUNT][];

  /// The first of each slot's tables once more: most keys are found with one step less.
  private final @Nullable SlotTable[] firstTables = new SlotTable[Slot.COUNT];

  private final SlotLocks locks = new SlotLocks();
  private final Databases databases;
  private final Departures departures = new Departures();
  private final AccessClock accessClock = new AccessClock();
  private final long hashSeed;
  private final LongAdder heapBytes = new LongAdder();
  private final LongAdder expiredKeys = new LongAdder();
  private final LongAdder evictedKeys = new LongAdder();
  private final LongAdder cooledKeys = new LongAdder();
  private final List<KeyspaceTxn> transactions = new CopyOnWriteArrayList<>();
  private volatile EncodingLimits limits = EncodingLimits.defaults();
  private volatile int epoch = 1;
  private volatile ColdKeys coldKeys = (space, slot, fromOrder, toOrder, visitor) -> {};

  /// An empty keyspace of `databaseCount` numbered databases; `hashSeed` belongs to the data
  /// directory.
  public Keyspace(int databaseCount, long hashSeed) {
    this.databases = new Databases(databaseCount);
    this.hashSeed = hashSeed;
    Arrays.fill(tables, NONE);
  }

  /// A transaction object for one thread, which logs through `appender`.
  public KeyspaceTxn transaction(LogAppender appender) {
    KeyspaceTxn txn = new KeyspaceTxn(this, appender);
    transactions.add(txn);
    return txn;
  }

  /// A transaction that applies logged frames and logs nothing itself.
  public KeyspaceTxn replay() {
    return new KeyspaceTxn(this, null);
  }

  /// The epoch that frames carry from now on.
  public void epoch(int newEpoch) {
    epoch = newEpoch;
  }

  int epoch() {
    return epoch;
  }

  /// The limits up to which collections stay packed.
  public void limits(EncodingLimits newLimits) {
    limits = newLimits;
  }

  public EncodingLimits limits() {
    return limits;
  }

  public AccessClock accessClock() {
    return accessClock;
  }

  /// The keys of the checkpoint store, of which there are none until this is called.
  public void coldKeys(ColdKeys stored) {
    coldKeys = stored;
  }

  ColdKeys coldKeys() {
    return coldKeys;
  }

  public int databaseCount() {
    return databases.count();
  }

  /// The number of the database that has a space now, or -1.
  public int databaseOf(int space) {
    for (int database = 0; database < databases.count(); database++) {
      if (databases.space(database).id() == space) {
        return database;
      }
    }
    return -1;
  }

  /// Whether a numbered database was ever given a space; one that was not is new in the
  /// configuration.
  public boolean hasSpace(int database) {
    return databases.isPlaced(database);
  }

  /// Keys of a numbered database, in memory or not.
  public long size(int database) {
    return databases.space(database).liveKeys();
  }

  /// Keys of a numbered database that are in memory and have an expiry.
  public long expiringKeys(int database) {
    return databases.space(database).expiringKeys();
  }

  /// Estimated heap bytes of expanded collections.
  public long heapBytes() {
    return heapBytes.sum();
  }

  public long expiredKeys() {
    return expiredKeys.sum();
  }

  public long evictedKeys() {
    return evictedKeys.sum();
  }

  /// Keys that left memory and stayed in the store.
  public long cooledKeys() {
    return cooledKeys.sum();
  }

  /// Reads that found their key, since the start or the last reset.
  public long hits() {
    long sum = 0;
    for (KeyspaceTxn txn : transactions) {
      sum += txn.hits();
    }
    return sum;
  }

  /// Reads that did not find their key, since the start or the last reset.
  public long misses() {
    long sum = 0;
    for (KeyspaceTxn txn : transactions) {
      sum += txn.misses();
    }
    return sum;
  }

  public void resetCounters() {
    expiredKeys.reset();
    evictedKeys.reset();
    transactions.forEach(KeyspaceTxn::resetCounters);
  }

  SlotLocks locks() {
    return locks;
  }

  Databases databases() {
    return databases;
  }

  Departures departures() {
    return departures;
  }

  long hashSeed() {
    return hashSeed;
  }

  void addHeapBytes(long bytes) {
    heapBytes.add(bytes);
  }

  void countExpired() {
    expiredKeys.increment();
  }

  /// Counts keys that were deleted for memory.
  public void countEvicted(long keys) {
    evictedKeys.add(keys);
  }

  void countCooled() {
    cooledKeys.increment();
  }

  /// The tables of a slot, one for each space that was used; under the slot's lock.
  SlotTable[] tables(int slot) {
    return tables[slot];
  }

  /// The table of a slot and space, or null; under the slot's lock.
  @Nullable SlotTable tableIfAny(int slot, Space space) {
    SlotTable first = firstTables[slot];
    if (first != null && first.space() == space) {
      return first;
    }
    for (SlotTable table : tables[slot]) {
      if (table.space() == space) {
        return table;
      }
    }
    return null;
  }

  /// The table of a slot and space, made on first use; under the slot's lock.
  SlotTable table(int slot, Space space) {
    SlotTable table = tableIfAny(slot, space);
    return table == null ? addTable(slot, space, 0, SlotTable.UNKNOWN) : table;
  }

  SlotTable addTable(int slot, Space space, long storedKeys, long recoveredSequence) {
    SlotTable table = new SlotTable(slot, space, hashSeed, storedKeys, recoveredSequence);
    SlotTable[] old = tables[slot];
    SlotTable[] more = Arrays.copyOf(old, old.length + 1);
    more[old.length] = table;
    tables(slot, more);
    space.addLiveKeys(storedKeys);
    return table;
  }

  /// Gives all memory back. The keyspace must not be used any more.
  public void free() {
    for (int slot = 0; slot < Slot.COUNT; slot++) {
      for (SlotTable table : tables[slot]) {
        table.free();
      }
      tables(slot, NONE);
    }
  }

  /// Takes a record out of its table and of memory; under the slot's lock.
  void drop(SlotTable table, int cell) {
    departures.note(table.hashOf(table.record(cell)));
    table.drop(cell);
  }

  /// Frees the table that a dead space has in a slot; under the slot's lock.
  void dropTable(int slot, int space) {
    SlotTable[] all = tables[slot];
    for (int i = 0; i < all.length; i++) {
      if (all[i].space().id() == space) {
        SlotTable[] fewer = new SlotTable[all.length - 1];
        System.arraycopy(all, 0, fewer, 0, i);
        System.arraycopy(all, i + 1, fewer, i, fewer.length - i);
        tables(slot, fewer);
        heapBytes.add(-all[i].expanded().heapBytes());
        all[i].free();
        return;
      }
    }
  }

  private void tables(int slot, SlotTable[] all) {
    tables[slot] = all;
    firstTables[slot] = all.length == 0 ? null : all[0];
  }
}
