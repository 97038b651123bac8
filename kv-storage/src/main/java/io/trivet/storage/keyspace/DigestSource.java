package io.trivet.storage.keyspace;

import io.trivet.storage.effect.DigestRange;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.CollectionValue;
import io.trivet.storage.value.Encoding;
import io.trivet.storage.value.StateDigest;
import io.trivet.storage.value.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a digest takes from memory, range by range.
///
/// An entry counts as its record says: a key whose expiry has passed is there until its deletion is
/// logged, on every copy.
///
/// Threads: one, under the lock of the range's slot.
public final class DigestSource implements AutoCloseable {

  /// Keys and bytes that one range should have at most: about a fifth of a millisecond.
  private static final long MOST_KEYS = 512;

  private static final long MOST_BYTES = 256 << 10;

  /// A slot is not divided further for the number of its keys, because a copy with another seed
  /// walks over the whole slot for each range.
  private static final long MOST_PARTS = 64;

  private final Keyspace keyspace;
  private final KeyArena keys = new KeyArena();

  public DigestSource(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  /// What memory does not know of a space in the range.
  ///
  /// @param known keys of the range of which memory has the truth, be it that they are gone
  public record Rest(int space, int database, Set<Bytes> known) {}

  /// A range that begins at `fromOrder` and is as large as a digest should be at once. A single
  /// value may be larger.
  public DigestRange range(int slot, long fromOrder) {
    long liveKeys = 0;
    for (SlotTable table : keyspace.tables(slot)) {
      liveKeys += table.liveKeys();
    }
    long parts = Math.clamp((liveKeys + MOST_KEYS - 1) / MOST_KEYS, 1, MOST_PARTS);
    long width = (DigestRange.ORDER_END + parts - 1) / parts;
    long toOrder = Math.min(fromOrder + width, DigestRange.ORDER_END);
    DigestRange range = new DigestRange(slot, keyspace.hashSeed(), fromOrder, toOrder);
    while (range.toOrder() - fromOrder > 1 && bytesInMemory(range) > MOST_BYTES) {
      long half = fromOrder + (range.toOrder() - fromOrder) / 2;
      range = new DigestRange(slot, keyspace.hashSeed(), fromOrder, half);
    }
    return range;
  }

  /// Adds what memory has of a range in the databases that there are now.
  ///
  /// @return what the store must be asked for, by ascending space
  /// @throws io.trivet.storage.value.CorruptValueException if a packed value is damaged
  public List<Rest> add(DigestRange range, StateDigest digest) {
    List<Rest> rests = new ArrayList<>();
    for (SlotTable table : keyspace.tables(range.slot())) {
      int database = keyspace.databases().numberOf(table.space());
      if (database >= 0) {
        Set<Bytes> known = table.isComplete() ? null : new HashSet<>();
        walk(range, table, record -> add(table, record, database, digest, known));
        if (known != null) {
          rests.add(new Rest(table.space().id(), database, known));
        }
      }
    }
    rests.sort(Comparator.comparingInt(Rest::space));
    return rests;
  }

  /// Whether a key belongs to a range of its slot.
  public boolean contains(DigestRange range, byte[] key) {
    long address = keys.copy(key);
    long hash = KeyHash.of(address, key.length, range.hashSeed());
    keys.reset();
    return range.contains(KeyHash.order(hash));
  }

  /// Whether ranges with this seed are ranges of this node's own order.
  public boolean isOrderedBy(long hashSeed) {
    return hashSeed == keyspace.hashSeed();
  }

  @Override
  public void close() {
    keys.close();
  }

  private void add(
      SlotTable table, long record, int database, StateDigest digest, @Nullable Set<Bytes> known) {
    byte[] key = copy(RecordDescriptor.keyAddress(record), RecordDescriptor.keyLength(record));
    if (known != null) {
      known.add(Bytes.of(key));
    }
    if (RecordDescriptor.isTombstone(record)) {
      return;
    }
    long expiresAtMs = RecordDescriptor.expiresAtMs(record);
    RecordKind kind = RecordDescriptor.kind(record);
    if (kind.isExpanded()) {
      digest.addCollection(database, key, expiresAtMs, expanded(table, record));
    } else {
      long value = RecordDescriptor.valueAddress(record);
      add(database, key, expiresAtMs, kind, copy(value, valueLength(record)), digest);
    }
  }

  /// Adds a key that holds a string or a packed collection.
  ///
  /// @param value bytes as records and rows have them; the call takes them over
  /// @throws io.trivet.storage.value.CorruptValueException if they are damaged
  public static void add(
      int database,
      byte[] key,
      long expiresAtMs,
      RecordKind kind,
      byte[] value,
      StateDigest digest) {
    ValueType type = kind.type();
    Encoding encoding = kind.encoding();
    if (kind.isString() || type == null || encoding == null) {
      digest.addString(database, key, expiresAtMs, value, 0, value.length);
    } else {
      CollectionValue packed = CollectionValue.ofPacked(type, encoding, value);
      digest.addCollection(database, key, expiresAtMs, packed);
    }
  }

  private long bytesInMemory(DigestRange range) {
    long[] bytes = new long[1];
    for (SlotTable table : keyspace.tables(range.slot())) {
      walk(range, table, record -> bytes[0] += valueBytes(table, record));
    }
    return bytes[0];
  }

  private static long valueBytes(SlotTable table, long record) {
    return RecordDescriptor.kind(record).isExpanded()
        ? expanded(table, record).heapBytes()
        : valueLength(record);
  }

  /// Shows the records of a range. They lie in the order of their hashes, displaced ones to the
  /// right of their bucket with no gap between.
  private void walk(DigestRange range, SlotTable table, RecordVisitor visitor) {
    boolean isOwnOrder = isOrderedBy(range.hashSeed());
    int cell = isOwnOrder ? table.bucketOfOrder(range.fromOrder()) : 0;
    int last = isOwnOrder ? table.bucketOfOrder(range.toOrder() - 1) : table.cellCount();
    for (; cell < table.cellCount(); cell++) {
      long record = table.record(cell);
      if (record == 0 && cell > last) {
        return;
      }
      if (record != 0 && range.contains(order(record, range.hashSeed()))) {
        visitor.visit(record);
      }
    }
  }

  private static long order(long record, long hashSeed) {
    return KeyHash.order(
        KeyHash.of(
            RecordDescriptor.keyAddress(record), RecordDescriptor.keyLength(record), hashSeed));
  }

  private static CollectionValue expanded(SlotTable table, long record) {
    return table.expanded().get(Native.getInt(RecordDescriptor.valueAddress(record)));
  }

  private static int valueLength(long record) {
    return RecordDescriptor.valueLength(record);
  }

  private static byte[] copy(long address, int length) {
    byte[] bytes = new byte[length];
    Native.copyOut(address, bytes, 0, length);
    return bytes;
  }

  /// Takes the address of a record.
  private interface RecordVisitor {
    void visit(long record);
  }
}
