package io.trivet.storage.value;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A hash: fields with values.
///
/// Expanded by the first field or value longer than the limit, or by the first field too many.
public final class HashValue implements CollectionValue {
  private PackedFields packed;
  private @Nullable EntryTable table;

  private HashValue(PackedFields packed, @Nullable EntryTable table) {
    this.packed = packed;
    this.table = table;
  }

  /// An empty packed hash.
  public static HashValue create() {
    return new HashValue(new PackedFields(PackedBuffer.empty()), null);
  }

  /// A hash over packed bytes, which it takes over.
  ///
  /// @throws CorruptValueException if the count is damaged
  public static HashValue ofPacked(byte[] packed) {
    return new HashValue(new PackedFields(PackedBuffer.of(packed)), null);
  }

  /// An expanded hash of the entries read from its rows.
  static HashValue ofStoredEntries(EntryTable table) {
    return new HashValue(new PackedFields(PackedBuffer.empty()), table);
  }

  @Override
  public ValueType type() {
    return ValueType.HASH;
  }

  @Override
  public Encoding encoding() {
    return table == null ? Encoding.LISTPACK : Encoding.HASHTABLE;
  }

  @Override
  public int size() {
    return table == null ? packed.buffer().count() : table.size();
  }

  @Override
  public boolean isPacked() {
    return table == null;
  }

  @Override
  public byte[] packed() {
    if (table != null) {
      throw new IllegalStateException("hash is expanded");
    }
    return packed.buffer().packed();
  }

  /// The value of a field, or null if there is no such field.
  public @Nullable Bytes get(Bytes field) {
    if (table == null) {
      ElementReader reader = packed.read(field);
      return reader == null ? null : reader.copy();
    }
    byte[] entry = table.find(field);
    return entry == null ? null : Bytes.of(Entry.payload(entry));
  }

  /// Shows the value of a field without copying it, and says whether there is such a field.
  public boolean read(Bytes field, BytesVisitor visitor) {
    if (table == null) {
      ElementReader reader = packed.read(field);
      if (reader != null) {
        reader.show(visitor);
      }
      return reader != null;
    }
    byte[] entry = table.find(field);
    if (entry != null) {
      visitor.visit(entry, Entry.memberTo(entry), entry.length);
    }
    return entry != null;
  }

  /// Whether there is such a field.
  public boolean has(Bytes field) {
    return table == null ? packed.has(field) : table.find(field) != null;
  }

  /// The number of bytes of a field's value; 0 if there is no such field.
  public int valueLength(Bytes field) {
    if (table == null) {
      ElementReader reader = packed.read(field);
      return reader == null ? 0 : reader.to() - reader.from();
    }
    byte[] entry = table.find(field);
    return entry == null ? 0 : entry.length - Entry.memberTo(entry);
  }

  /// Sets a field and says whether it is new.
  public boolean put(Bytes field, Bytes value, EncodingLimits limits) {
    if (table == null) {
      if (Math.max(field.length(), value.length()) <= limits.hashMaxListpackValue()
          && packed.buffer().length() <= EncodingLimits.MAX_PACKED_BYTES) {
        boolean created = packed.put(field, value);
        if (size() > limits.hashMaxListpackEntries()) {
          expand();
        }
        return created;
      }
    }
    return putExpanded(table == null ? expand() : table, field, value);
  }

  private static boolean putExpanded(EntryTable table, Bytes field, Bytes value) {
    int hash = field.hashCode();
    byte[] entry = table.find(field);
    if (entry != null && entry.length - Entry.memberTo(entry) == value.length()) {
      System.arraycopy(value.array(), 0, entry, Entry.memberTo(entry), value.length());
      table.changed(hash, entry);
      return false;
    }
    byte[] put = Entry.create(field.array(), 0, field.length(), value.array(), 0, value.length());
    if (entry != null) {
      table.replace(hash, entry, put);
    } else {
      table.insert(hash, put);
    }
    return entry == null;
  }

  private EntryTable expand() {
    EntryTable expanded = new EntryTable();
    packed.forEach((field, fieldFrom, fieldTo, value, valueFrom, valueTo) ->
        expanded.insertNew(Entry.create(field, fieldFrom, fieldTo, value, valueFrom, valueTo)));
    table = expanded;
    packed = new PackedFields(PackedBuffer.empty());
    return expanded;
  }

  /// Removes a field and says whether it was there.
  public boolean remove(Bytes field) {
    return table == null ? packed.remove(field) : table.remove(field) != null;
  }

  /// Shows all fields.
  public void forEach(FieldVisitor visitor) {
    if (table == null) {
      packed.forEach(visitor);
    } else {
      table.forEach(entry -> show(entry, visitor));
    }
  }

  private static void show(byte[] entry, FieldVisitor visitor) {
    int memberTo = Entry.memberTo(entry);
    visitor.visit(entry, Entry.memberFrom(entry), memberTo, entry, memberTo, entry.length);
  }

  /// Shows one field, each equally likely; none if the hash is empty.
  public void random(RandomGenerator random, FieldVisitor visitor) {
    if (table == null) {
      packed.sample(random, 1, visitor);
    } else if (table.size() > 0) {
      show(table.random(random), visitor);
    }
  }

  /// Shows `picks` different fields (all, if there are no more), each set of so many equally
  /// likely.
  public void sample(RandomGenerator random, int picks, FieldVisitor visitor) {
    if (table == null) {
      packed.sample(random, picks, visitor);
    } else {
      table.sample(random, picks, entry -> show(entry, visitor));
    }
  }

  /// Shows about `count` fields and gives the cursor to go on with; 0 at the end. A field that is
  /// there during all of a scan is shown at least once. A packed hash is shown at once.
  ///
  /// @param cursor 0 to begin, or what the call before gave
  public long scan(long cursor, int count, FieldVisitor visitor) {
    if (table == null) {
      packed.forEach(visitor);
      return 0;
    }
    return table.scan(cursor, count, entry -> show(entry, visitor));
  }

  @Override
  public void verify() {
    if (table == null) {
      packed.verify();
    }
  }

  @Override
  public long heapBytes() {
    return HeapBytes.object(8) + (table == null ? packed.buffer().heapBytes() : table.heapBytes());
  }

  @Override
  public HashValue copy() {
    return table == null ? ofPacked(packed().clone()) : ofStoredEntries(table.copy());
  }

  @Override
  public void changedRows(RowVisitor visitor) {
    if (table != null) {
      table.changedRows(visitor);
    }
  }

  @Override
  public boolean takeChangedRows(int limit, RowVisitor visitor) {
    return table == null || table.takeChangedRows(limit, visitor);
  }

  @Override
  public void allRows(RowVisitor visitor) {
    if (table != null) {
      table.allRows(visitor);
    }
  }

  @Override
  public int changedRowCount() {
    return table == null ? 0 : table.changedRowCount();
  }

  @Override
  public void markRowsStored() {
    if (table != null) {
      table.markRows(true);
    }
  }

  @Override
  public void forgetStoredRows() {
    if (table != null) {
      table.markRows(false);
    }
  }
}
