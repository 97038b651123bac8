package io.trivet.storage.keyspace;

import io.trivet.storage.memory.Native;

/// The byte layout of an entry in native memory, and access to its fields.
///
/// ```
///  offset  bytes  field
///       0      7  version: sequence of the last frame that changed the entry
///       7      1  kind: RecordKind code, bit 7 set when an expiry is present
///       8      3  access clock (see AccessClock)
///      11      1  flags: STORED, HAS_ROWS, ROWS_CURRENT
///      12      4  key length
///      16      4  value length
///      20      8  expiry, milliseconds since 1970; only when kind has bit 7
///       .      .  key bytes, value bytes
/// ```
///
/// Little-endian, in memory only. The block is allocated with [#allocationBytes], a function of the
/// content's length, so that a value of about the same length is rewritten in place.
final class RecordDescriptor {

  /// The checkpoint store holds a live row of this key.
  static final int STORED = 1;

  /// The store holds rows of a collection at this key.
  static final int HAS_ROWS = 2;

  /// Those rows are of the collection that the record refers to.
  static final int ROWS_CURRENT = 4;

  static final long NO_EXPIRY = 0;

  private static final int KIND_OFFSET = 7;
  private static final int ACCESS_OFFSET = 8;
  private static final int FLAGS_OFFSET = 11;
  private static final int KEY_LENGTH_OFFSET = 12;
  private static final int VALUE_LENGTH_OFFSET = 16;
  private static final int HEADER_BYTES = 20;
  private static final int EXPIRY_BYTES = 8;
  private static final int EXPIRES = 0x80;
  private static final int KIND_MASK = 0x7F;
  private static final long VERSION_MASK = (1L << 56) - 1;
  private static final int ACCESS_MASK = 0xFFFFFF;
  private static final long EXACT_BYTES = 1024;

  private RecordDescriptor() {}

  /// Bytes to allocate for a record of this content: the allocator's own steps for small ones, an
  /// eighth of the next lower power of two for large ones, so that appending copies seldom.
  static long allocationBytes(int keyLength, long valueLength, boolean expires) {
    long content = HEADER_BYTES + (expires ? EXPIRY_BYTES : 0) + keyLength + valueLength;
    if (content <= EXACT_BYTES) {
      return Native.blockBytes(content) - Long.BYTES;
    }
    long step = Long.highestOneBit(content) >> 3;
    return (content + step - 1) & -step;
  }

  static long allocationBytes(long record) {
    return allocationBytes(keyLength(record), valueLength(record), expires(record));
  }

  /// Fills the header of a new record; the caller copies the key and the value.
  static void initialize(
      long record, RecordKind kind, int keyLength, int valueLength, long expiry) {
    boolean expires = expiry != NO_EXPIRY;
    int code = kind.code() | (expires ? EXPIRES : 0);
    Native.putLong(record, (long) code << 56);
    Native.putInt(record + ACCESS_OFFSET, 0);
    Native.putInt(record + KEY_LENGTH_OFFSET, keyLength);
    Native.putInt(record + VALUE_LENGTH_OFFSET, valueLength);
    if (expires) {
      Native.putLong(record + HEADER_BYTES, expiry);
    }
  }

  /// Takes version, access clock and flags over from the record that this one replaces.
  static void inherit(long record, long old) {
    version(record, version(old));
    Native.putInt(record + ACCESS_OFFSET, Native.getInt(old + ACCESS_OFFSET));
  }

  static long version(long record) {
    return Native.getLong(record) & VERSION_MASK;
  }

  static void version(long record, long version) {
    Native.putLong(record, (Native.getLong(record) & ~VERSION_MASK) | version);
  }

  static RecordKind kind(long record) {
    return RecordKind.of(Native.getByte(record + KIND_OFFSET) & KIND_MASK);
  }

  static boolean isTombstone(long record) {
    return (Native.getByte(record + KIND_OFFSET) & KIND_MASK) == RecordKind.TOMBSTONE.code();
  }

  static void kind(long record, RecordKind kind) {
    int expires = Native.getByte(record + KIND_OFFSET) & EXPIRES;
    Native.putByte(record + KIND_OFFSET, (byte) (kind.code() | expires));
  }

  static boolean expires(long record) {
    return (Native.getByte(record + KIND_OFFSET) & EXPIRES) != 0;
  }

  /// The expiry in milliseconds since 1970, or [#NO_EXPIRY].
  static long expiresAtMs(long record) {
    return expires(record) ? Native.getLong(record + HEADER_BYTES) : NO_EXPIRY;
  }

  /// Changes the expiry of a record that has one.
  static void expiresAtMs(long record, long expiresAtMs) {
    Native.putLong(record + HEADER_BYTES, expiresAtMs);
  }

  static int access(long record) {
    return Native.getInt(record + ACCESS_OFFSET) & ACCESS_MASK;
  }

  static void access(long record, int access) {
    int flags = Native.getInt(record + ACCESS_OFFSET) & ~ACCESS_MASK;
    Native.putInt(record + ACCESS_OFFSET, flags | (access & ACCESS_MASK));
  }

  static boolean isFlagged(long record, int flag) {
    return (Native.getByte(record + FLAGS_OFFSET) & flag) != 0;
  }

  static void flag(long record, int flag, boolean on) {
    int others = Native.getByte(record + FLAGS_OFFSET) & ~flag;
    Native.putByte(record + FLAGS_OFFSET, (byte) (on ? others | flag : others));
  }

  static int keyLength(long record) {
    return Native.getInt(record + KEY_LENGTH_OFFSET);
  }

  static long keyAddress(long record) {
    return record + HEADER_BYTES + (expires(record) ? EXPIRY_BYTES : 0);
  }

  static int valueLength(long record) {
    return Native.getInt(record + VALUE_LENGTH_OFFSET);
  }

  static void valueLength(long record, int length) {
    Native.putInt(record + VALUE_LENGTH_OFFSET, length);
  }

  static long valueAddress(long record) {
    return keyAddress(record) + keyLength(record);
  }

  /// True if the record's key is the `length` bytes at `address`.
  static boolean hasKey(long record, long address, int length) {
    return keyLength(record) == length && Native.equal(keyAddress(record), address, length);
  }
}
