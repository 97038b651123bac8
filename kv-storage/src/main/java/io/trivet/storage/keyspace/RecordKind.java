package io.trivet.storage.keyspace;

import io.trivet.storage.value.Encoding;
import io.trivet.storage.value.ValueType;
import org.jspecify.annotations.Nullable;

/// What the value bytes of a record are.
///
/// Persistent: codes are never changed and never reused (checkpoint rows and the log carry them).
public enum RecordKind {
  /// The key was deleted at this version; kept until the checkpoint store knows it.
  TOMBSTONE(0, null, null),
  STRING_INT(1, ValueType.STRING, Encoding.INT),
  STRING_EMBSTR(2, ValueType.STRING, Encoding.EMBSTR),
  STRING_RAW(3, ValueType.STRING, Encoding.RAW),
  LIST_PACKED(4, ValueType.LIST, Encoding.LISTPACK),
  LIST_EXPANDED(5, ValueType.LIST, Encoding.QUICKLIST),
  SET_INTSET(6, ValueType.SET, Encoding.INTSET),
  SET_PACKED(7, ValueType.SET, Encoding.LISTPACK),
  SET_EXPANDED(8, ValueType.SET, Encoding.HASHTABLE),
  ZSET_PACKED(9, ValueType.ZSET, Encoding.LISTPACK),
  ZSET_EXPANDED(10, ValueType.ZSET, Encoding.SKIPLIST),
  HASH_PACKED(11, ValueType.HASH, Encoding.LISTPACK),
  HASH_EXPANDED(12, ValueType.HASH, Encoding.HASHTABLE);

  private static final RecordKind[] BY_CODE = values();

  private final int code;
  private final @Nullable ValueType type;
  private final @Nullable Encoding encoding;

  RecordKind(int code, @Nullable ValueType type, @Nullable Encoding encoding) {
    this.code = code;
    this.type = type;
    this.encoding = encoding;
  }

  /// The number that rows and frames carry.
  public int code() {
    return code;
  }

  /// The data type; null for a tombstone.
  public @Nullable ValueType type() {
    return type;
  }

  /// The encoding that OBJECT ENCODING names; null for a tombstone.
  public @Nullable Encoding encoding() {
    return encoding;
  }

  Encoding encodingOrFail() {
    if (encoding == null) {
      throw new IllegalStateException("a tombstone has no encoding");
    }
    return encoding;
  }

  boolean isString() {
    return this == STRING_INT || this == STRING_EMBSTR || this == STRING_RAW;
  }

  /// True if the value is a heap object and the record holds its number.
  public boolean isExpanded() {
    return this == LIST_EXPANDED
        || this == SET_EXPANDED
        || this == ZSET_EXPANDED
        || this == HASH_EXPANDED;
  }

  /// The kind with a code; null if there is none.
  public static @Nullable RecordKind ofCode(int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }

  static RecordKind of(int code) {
    return BY_CODE[code];
  }

  static RecordKind of(ValueType type, Encoding encoding) {
    for (RecordKind kind : BY_CODE) {
      if (kind.type == type && kind.encoding == encoding) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no record kind for " + type + " as " + encoding);
  }
}
