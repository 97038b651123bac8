package io.trivet.storage.keyspace;

import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.CollectionValue;
import io.trivet.storage.value.ValueType;
import org.jspecify.annotations.Nullable;

/// One key as a transaction sees it: where it is, and what was done to it.
///
/// A record may be absent, a tombstone, or live. Changes are made in the record at once; the
/// version follows when the transaction commits. Collections are loaded on first use and, if they
/// are kept packed, written back before the commit.
///
/// Threads: the transaction's, under the slot's lock. Objects are reused from command to command.
final class Entry {

  private SlotTable table;
  private long keyAddress;
  private int keyLength;
  private long hash;
  private long record;
  private int cell;
  private int layoutSeen;
  private boolean changed;
  private boolean valueChanged;
  private @Nullable CollectionValue value;
  private long heapBytesSeen;

  Entry(SlotTable table) {
    this.table = table;
  }

  /// Points this object at a key; the key's bytes must stay valid until the transaction ends.
  void bind(SlotTable slotTable, long address, int length, long keyHash) {
    table = slotTable;
    keyAddress = address;
    keyLength = length;
    hash = keyHash;
    changed = false;
    valueChanged = false;
    value = null;
    cell = table.find(address, length, keyHash);
    layoutSeen = table.layoutChanges();
    record = cell == SlotTable.ABSENT ? 0 : table.record(cell);
  }

  boolean isKey(SlotTable slotTable, long address, int length, long keyHash) {
    return hash == keyHash
        && table == slotTable
        && keyLength == length
        && Native.equal(keyAddress, address, length);
  }

  SlotTable table() {
    return table;
  }

  int space() {
    return table.space().id();
  }

  long keyAddress() {
    return keyAddress;
  }

  int keyLength() {
    return keyLength;
  }

  long hash() {
    return hash;
  }

  Bytes key() {
    byte[] key = new byte[keyLength];
    Native.copyOut(keyAddress, key, 0, keyLength);
    return Bytes.of(key);
  }

  /// The record, tombstones included, or 0.
  long record() {
    return record;
  }

  boolean isLive() {
    return record != 0 && !RecordDescriptor.isTombstone(record);
  }

  /// Makes the key look absent until the transaction ends; the record stays as it is.
  void hide() {
    record = 0;
    cell = SlotTable.ABSENT;
  }

  boolean isChanged() {
    return changed;
  }

  boolean hasPendingValue() {
    return valueChanged;
  }

  /// True if the collection that waits to be written back has lost its last element.
  boolean isEmptied() {
    return valueChanged && value != null && value.size() == 0;
  }

  RecordKind kind() {
    return record == 0 ? RecordKind.TOMBSTONE : RecordDescriptor.kind(record);
  }

  /// The version of the record; 0 if there is none.
  long version() {
    return record == 0 ? 0 : RecordDescriptor.version(record);
  }

  long expiresAtMs() {
    return isLive() ? RecordDescriptor.expiresAtMs(record) : RecordDescriptor.NO_EXPIRY;
  }

  int valueLength() {
    return RecordDescriptor.valueLength(record);
  }

  long valueAddress() {
    return RecordDescriptor.valueAddress(record);
  }

  /// @throws WrongTypeException if the key, which is live, holds no string
  void requireString() {
    if (!kind().isString()) {
      throw new WrongTypeException();
    }
  }

  /// A copy of the value bytes `[from, to)`.
  Bytes valueBytes(int from, int to) {
    byte[] bytes = new byte[to - from];
    Native.copyOut(valueAddress() + from, bytes, 0, bytes.length);
    return Bytes.of(bytes);
  }

  /// Bytes of memory that the entry and its place in the table take.
  long memoryBytes() {
    long bytes = Native.blockBytes(RecordDescriptor.allocationBytes(record)) + Long.BYTES;
    ValueType type = kind().type();
    return kind().isExpanded() && type != null ? bytes + value(type).heapBytes() : bytes;
  }

  /// Writes bytes into the string from `offset` on; it grows by zeros as far as needed and is made
  /// if the key is absent.
  void putRange(int offset, Bytes bytes) {
    int before = 0;
    if (isLive()) {
      requireString();
      before = valueLength();
    } else {
      prepareValue(RecordKind.STRING_RAW, 0, RecordDescriptor.NO_EXPIRY);
    }
    int after = Math.max(before, Math.addExact(offset, bytes.length()));
    long address = resizeValue(RecordKind.STRING_RAW, after);
    if (offset > before) {
      Native.fill(address + before, offset - before, (byte) 0);
    }
    Native.copyIn(bytes.array(), 0, bytes.length(), address + offset);
  }

  /// Makes room for another value and returns where the caller writes its bytes; what the key held
  /// before is gone.
  long prepareValue(RecordKind kind, int valueLength, long expiresAtMs) {
    forgetValue();
    return reshape(kind, valueLength, expiresAtMs, false);
  }

  /// Turns the entry into a tombstone; the key must be live.
  void remove() {
    forgetValue();
    reshape(RecordKind.TOMBSTONE, 0, RecordDescriptor.NO_EXPIRY, false);
  }

  /// Turns the entry into a tombstone if it is live; a value that is not written back is forgotten.
  void discard() {
    forgetValue();
    if (isLive()) {
      reshape(RecordKind.TOMBSTONE, 0, RecordDescriptor.NO_EXPIRY, false);
    }
  }

  /// Changes the expiry of a live key; 0 removes it.
  void expireAt(long expiresAtMs) {
    if (RecordDescriptor.expires(record) && expiresAtMs != RecordDescriptor.NO_EXPIRY) {
      RecordDescriptor.expiresAtMs(record, expiresAtMs);
      changed = true;
    } else if (expiresAtMs() != expiresAtMs) {
      reshape(kind(), valueLength(), expiresAtMs, true);
    }
  }

  /// Changes the length of a live string, keeping its bytes; returns the address of the value. New
  /// bytes are undefined.
  long resizeValue(RecordKind kind, int valueLength) {
    return reshape(kind, valueLength, expiresAtMs(), true);
  }

  void kind(RecordKind kind) {
    RecordDescriptor.kind(record, kind);
  }

  /// The collection of this type, empty if the key is absent.
  ///
  /// @throws WrongTypeException if the key holds something else
  CollectionValue value(ValueType type) {
    CollectionValue loaded = value;
    if (loaded == null || (loaded.type() != type && loaded.size() == 0 && !isLive())) {
      loaded = isLive() ? load(type) : CollectionValue.create(type);
      heapBytesSeen = loaded.isPacked() ? 0 : loaded.heapBytes();
      value = loaded;
    }
    if (loaded.type() != type) {
      throw new WrongTypeException();
    }
    return loaded;
  }

  /// What the expanded collection of a live key counts for on the heap so far: changes that are not
  /// written back do not.
  long countedHeapBytes(ValueType type) {
    value(type);
    return heapBytesSeen;
  }

  /// The collection becomes the content of the key.
  void adopt(CollectionValue newValue, long expiresAtMs) {
    forgetValue();
    value = newValue;
    placeValue(newValue, expiresAtMs);
    heapBytesSeen = 0;
    valueChanged = true;
  }

  /// The loaded collection was changed and must be written back.
  void valueChanged() {
    valueChanged = true;
  }

  /// Writes a changed collection into the record; an empty one removes the key. Returns by how much
  /// the heap that expanded collections use grew.
  long writeBack() {
    CollectionValue loaded = value;
    if (loaded == null || !valueChanged) {
      return 0;
    }
    valueChanged = false;
    if (loaded.size() == 0) {
      long freed = heapBytesSeen;
      discard();
      return -freed;
    }
    placeValue(loaded, expiresAtMs());
    long before = heapBytesSeen;
    heapBytesSeen = loaded.isPacked() ? 0 : loaded.heapBytes();
    return heapBytesSeen - before;
  }

  /// Gives the changed entry the sequence of the frame that changed it.
  void stamp(long version) {
    RecordDescriptor.version(record, version);
    table.markDirty(cell());
    changed = false;
  }

  void access(int access) {
    RecordDescriptor.access(record, access);
  }

  int access() {
    return RecordDescriptor.access(record);
  }

  private CollectionValue load(ValueType type) {
    RecordKind kind = kind();
    if (kind.type() != type) {
      throw new WrongTypeException();
    }
    if (kind.isExpanded()) {
      return table.expanded().get(Native.getInt(valueAddress()));
    }
    byte[] packed = new byte[valueLength()];
    Native.copyOut(valueAddress(), packed, 0, packed.length);
    return CollectionValue.ofPacked(type, kind.encodingOrFail(), packed);
  }

  private void placeValue(CollectionValue loaded, long expiresAtMs) {
    RecordKind kind = RecordKind.of(loaded.type(), loaded.encoding());
    if (kind.isExpanded() && isHeld(loaded)) {
      changed = true;
    } else if (kind.isExpanded()) {
      releaseHeld();
      int id = table.expanded().add(loaded);
      Native.putInt(reshape(kind, Integer.BYTES, expiresAtMs, false), id);
    } else {
      releaseHeld();
      byte[] packed = loaded.packed();
      long target = reshape(kind, packed.length, expiresAtMs, false);
      Native.copyIn(packed, 0, packed.length, target);
    }
  }

  private void forgetValue() {
    releaseHeld();
    value = null;
    valueChanged = false;
  }

  private boolean isHeld(CollectionValue loaded) {
    return kind().isExpanded() && table.expanded().get(Native.getInt(valueAddress())) == loaded;
  }

  /// Takes the expanded value of the record, if it has one, out of the table's list.
  private void releaseHeld() {
    if (kind().isExpanded()) {
      table.expanded().remove(Native.getInt(valueAddress()));
      RecordDescriptor.kind(record, RecordKind.STRING_RAW);
      RecordDescriptor.flag(record, RecordDescriptor.ROWS_CURRENT, false);
    }
  }

  /// Gives the record this kind, value length and expiry, in place if its block fits; returns the
  /// address of the value, whose bytes are kept, as far as both lengths reach, if `keepsValue`.
  private long reshape(RecordKind kind, int valueLength, long expiresAtMs, boolean keepsValue) {
    count(kind, expiresAtMs);
    boolean expires = expiresAtMs != RecordDescriptor.NO_EXPIRY;
    long bytes = RecordDescriptor.allocationBytes(keyLength, valueLength, expires);
    changed = true;
    if (record != 0
        && RecordDescriptor.expires(record) == expires
        && RecordDescriptor.allocationBytes(record) == bytes) {
      RecordDescriptor.kind(record, kind);
      RecordDescriptor.valueLength(record, valueLength);
      if (expires) {
        RecordDescriptor.expiresAtMs(record, expiresAtMs);
      }
    } else {
      move(bytes, kind, valueLength, expiresAtMs, keepsValue);
    }
    return RecordDescriptor.valueAddress(record);
  }

  private void move(
      long bytes, RecordKind kind, int valueLength, long expiresAtMs, boolean keepsValue) {
    long old = record;
    long fresh = Native.allocate(bytes);
    RecordDescriptor.initialize(fresh, kind, keyLength, valueLength, expiresAtMs);
    Native.copy(keyAddress, RecordDescriptor.keyAddress(fresh), keyLength);
    if (old == 0) {
      cell = table.insert(hash, fresh);
      layoutSeen = table.layoutChanges();
    } else {
      RecordDescriptor.inherit(fresh, old);
      table.replace(cell(), fresh);
      if (keepsValue) {
        int kept = Math.min(RecordDescriptor.valueLength(old), valueLength);
        Native.copy(RecordDescriptor.valueAddress(old), RecordDescriptor.valueAddress(fresh), kept);
      }
      Native.free(old, RecordDescriptor.allocationBytes(old));
    }
    record = fresh;
  }

  private void count(RecordKind kind, long expiresAtMs) {
    boolean live = isLive();
    int liveAfter = kind == RecordKind.TOMBSTONE ? 0 : 1;
    if (liveAfter != (live ? 1 : 0)) {
      table.addLiveKeys(liveAfter - (live ? 1 : 0));
      if (record != 0) {
        table.addTombstones(live ? 1 : -1);
      }
    }
    int expiring = live && RecordDescriptor.expires(record) ? 1 : 0;
    int expiringAfter = expiresAtMs == RecordDescriptor.NO_EXPIRY ? 0 : 1;
    if (expiring != expiringAfter) {
      table.addExpiringKeys(expiringAfter - expiring);
    }
  }

  private int cell() {
    if (layoutSeen != table.layoutChanges()) {
      cell = table.find(keyAddress, keyLength, hash);
      layoutSeen = table.layoutChanges();
    }
    return cell;
  }
}
