package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.RecordKind;
import io.trivet.storage.value.Bytes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The value of an entry's row.
///
/// ```
///  offset  bytes  field
///       0      8  version: sequence of the last frame that changed the entry
///       8      1  kind: RecordKind code
///       9      8  expires at, milliseconds since 1970; 0: never
///      17      .  string or packed bytes; of an expanded collection 4 bytes, the number of elements
/// ```
///
/// Persistent, big-endian: never change. A reader that meets an unknown kind treats the row as
/// damaged.
///
/// @param content what follows the header
record EntryRow(long version, RecordKind kind, long expiresAtMs, Bytes content) {

  static final int HEADER_BYTES = 17;

  private static final int KIND_AT = 8;
  private static final int EXPIRY_AT = 9;

  /// Writes the header into `target` at `at`.
  static void writeHeader(byte[] target, int at, long version, RecordKind kind, long expiresAtMs) {
    ByteBuffer.wrap(target, at, HEADER_BYTES)
        .putLong(version)
        .put((byte) kind.code())
        .putLong(expiresAtMs);
  }

  /// Writes the number of elements behind a header that begins at `at`.
  static void writeElements(byte[] target, int at, int elements) {
    ByteBuffer.wrap(target, at + HEADER_BYTES, Integer.BYTES).putInt(elements);
  }

  /// Reads a row; null if it is none.
  static @Nullable EntryRow read(byte[] value) {
    if (value.length < HEADER_BYTES) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(value);
    RecordKind kind = RecordKind.ofCode(bytes.get(KIND_AT));
    int contentBytes = value.length - HEADER_BYTES;
    if (kind == null
        || kind == RecordKind.TOMBSTONE
        || (kind.isExpanded() && contentBytes != Integer.BYTES)) {
      return null;
    }
    long version = bytes.getLong(0);
    long expiresAtMs = bytes.getLong(EXPIRY_AT);
    Bytes content = Bytes.copyOf(value, HEADER_BYTES, value.length);
    return version < 0 || expiresAtMs < 0
        ? null
        : new EntryRow(version, kind, expiresAtMs, content);
  }

  /// The number of elements, if this is an expanded collection.
  int elements() {
    return ByteBuffer.wrap(content.array()).getInt();
  }
}
