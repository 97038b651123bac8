package io.trivet.storage.checkpoint;

import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Builds the keys of the store's rows in one reused buffer.
///
/// ```
///  entry    'e' | space u32 | slot u16 | order u32 | key
///  row      'r' | space u32 | slot u16 | key length u32 | key | name of the row
///  expiry   't' | expires at, ms u64 | space u32 | slot u16 | key
///  count    'c' | space u32 | slot u16
///  manifest 'm'
/// ```
///
/// Persistent, big-endian: never change. `order` is the upper half of the key's hash, so that the
/// entries of a slot lie in the order in which SCAN shows them. A row belongs to an expanded
/// collection; its name is what [io.trivet.storage.value.RowsDecoder] says.
///
/// Threads: one.
final class StoreKey {

  static final byte ENTRY = 'e';
  static final byte ROW = 'r';
  static final byte EXPIRY = 't';
  static final byte COUNT = 'c';
  static final byte MANIFEST = 'm';

  /// Where the key begins in the key of an entry.
  static final int ENTRY_KEY_AT = 11;

  private static final int COUNT_BYTES = 7;
  private static final int EXPIRY_KEY_AT = 15;
  private static final int START_BYTES = 256;

  private byte[] bytes = new byte[START_BYTES];
  private int length;

  /// An entry on an expiry's list.
  record Expiry(long expiresAtMs, int space, int slot, Bytes key) {}

  /// Live keys of a slot of a space.
  record SlotOfSpace(int space, int slot) {}

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  StoreKey entry(int space, int slot, long order, byte[] key) {
    return start(ENTRY).putInt(space).putShort(slot).putInt((int) order).put(key);
  }

  StoreKey entry(int space, int slot, long order, long keyAddress, int keyLength) {
    start(ENTRY).putInt(space).putShort(slot).putInt((int) order);
    return putNative(keyAddress, keyLength);
  }

  /// What the keys of all rows of a collection begin with.
  StoreKey rows(int space, int slot, byte[] key) {
    return start(ROW).putInt(space).putShort(slot).putInt(key.length).put(key);
  }

  StoreKey rows(int space, int slot, long keyAddress, int keyLength) {
    start(ROW).putInt(space).putShort(slot).putInt(keyLength);
    return putNative(keyAddress, keyLength);
  }

  /// Goes back to the first `prefixLength` bytes and puts the name of a row behind them.
  StoreKey row(int prefixLength, byte[] name) {
    length = prefixLength;
    return put(name);
  }

  StoreKey expiry(long expiresAtMs, int space, int slot, long keyAddress, int keyLength) {
    start(EXPIRY).putInt((int) (expiresAtMs >>> 32)).putInt((int) expiresAtMs);
    return putInt(space).putShort(slot).putNative(keyAddress, keyLength);
  }

  StoreKey count(int space, int slot) {
    return start(COUNT).putInt(space).putShort(slot);
  }

  /// The place in the order of expiries before all that expire at or after a time.
  static byte[] expiriesFrom(long expiresAtMs) {
    StoreKey key = new StoreKey().start(EXPIRY);
    return key.putInt((int) (expiresAtMs >>> 32)).putInt((int) expiresAtMs).copy();
  }

  /// What the keys of one kind begin with, for one space.
  static byte[] ofSpace(byte kind, int space) {
    return new StoreKey().start(kind).putInt(space).copy();
  }

  /// The place among a slot's entries before all of an order and above.
  static byte[] entriesFrom(int space, int slot, long order) {
    StoreKey key = new StoreKey().start(ENTRY).putInt(space).putShort(slot);
    return order >>> 32 == 0 ? key.putInt((int) order).copy() : behind(key.copy());
  }

  /// The least key that is greater than all which begin with `prefix`.
  static byte[] behind(byte[] prefix) {
    int last = prefix.length - 1;
    while (prefix[last] == -1) {
      last--;
    }
    byte[] next = Arrays.copyOf(prefix, last + 1);
    next[last]++;
    return next;
  }

  /// Reads the key of an expiry row; null if it is none.
  static @Nullable Expiry readExpiry(byte[] row) {
    if (row.length < EXPIRY_KEY_AT || row[0] != EXPIRY) {
      return null;
    }
    long expiresAtMs = ((long) readInt(row, 1) << 32) | (readInt(row, 5) & 0xFFFF_FFFFL);
    Bytes key = Bytes.copyOf(row, EXPIRY_KEY_AT, row.length);
    return new Expiry(expiresAtMs, readInt(row, 9), readShort(row, 13), key);
  }

  /// Reads the key of a count row; null if it is none.
  static @Nullable SlotOfSpace readCount(byte[] row) {
    return row.length == COUNT_BYTES && row[0] == COUNT
        ? new SlotOfSpace(readInt(row, 1), readShort(row, 5))
        : null;
  }

  private StoreKey start(byte kind) {
    length = 0;
    reserve(START_BYTES);
    bytes[length++] = kind;
    return this;
  }

  private StoreKey put(byte[] source) {
    reserve(source.length);
    System.arraycopy(source, 0, bytes, length, source.length);
    length += source.length;
    return this;
  }

  private StoreKey putNative(long address, int count) {
    reserve(count);
    Native.copyOut(address, bytes, length, count);
    length += count;
    return this;
  }

  private StoreKey putInt(int value) {
    return putShort(value >>> 16).putShort(value);
  }

  private StoreKey putShort(int value) {
    reserve(Short.BYTES);
    bytes[length++] = (byte) (value >>> 8);
    bytes[length++] = (byte) value;
    return this;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }

  private static int readInt(byte[] row, int at) {
    return (readShort(row, at) << 16) | readShort(row, at + 2);
  }

  private static int readShort(byte[] row, int at) {
    return ((row[at] & 0xFF) << 8) | (row[at + 1] & 0xFF);
  }
}
