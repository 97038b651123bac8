package io.trivet.storage.checkpoint;

import java.util.Arrays;

/// Changes of rows that become visible and durable together, in the order in which they were added.
///
/// The bytes are those of a RocksDB write batch, so that a batch crosses into native code in one
/// copy and a model of the store can read it too.
///
/// ```
///  offset  bytes  field
///       0      8  0 (RocksDB's sequence number)
///       8      4  number of changes, little-endian
///      12      .  changes: tag, then one or two byte strings, each after its length as a varint
/// ```
///
/// Tags: 0 delete (key), 1 put (key, value), 15 delete range (first key, key behind the last).
///
/// Threads: one. Objects are used again after [#clear].
public final class StoreBatch {

  private static final byte DELETE = 0;
  private static final byte PUT = 1;
  private static final byte DELETE_RANGE = 15;
  private static final int COUNT_AT = 8;
  private static final int HEADER_BYTES = 12;
  private static final int MAX_VARINT_BYTES = 5;
  private static final int KEPT_BYTES = 16 << 20;

  private byte[] bytes = new byte[1 << 16];
  private int size = HEADER_BYTES;
  private int count;

  /// Takes the changes of a batch one after another.
  public interface Visitor {
    void put(byte[] key, byte[] value);

    void delete(byte[] key);

    void deleteRange(byte[] from, byte[] to);
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /// Bytes so far.
  public int size() {
    return size;
  }

  /// Changes so far.
  public int count() {
    return count;
  }

  public void clear() {
    size = HEADER_BYTES;
    count = 0;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[1 << 16];
    }
  }

  public void put(byte[] key, byte[] value) {
    int at = put(key, key.length, value.length);
    System.arraycopy(value, 0, bytes, at, value.length);
  }

  /// Adds a put whose value the caller writes into [#array] from the returned index on, before it
  /// adds anything else.
  public int put(byte[] key, int keyLength, int valueLength) {
    start(PUT, (long) keyLength + valueLength);
    putBytes(key, keyLength);
    putVarint(valueLength);
    size += valueLength;
    return size - valueLength;
  }

  public void delete(byte[] key) {
    delete(key, key.length);
  }

  public void delete(byte[] key, int keyLength) {
    start(DELETE, keyLength);
    putBytes(key, keyLength);
  }

  /// Deletes the rows with keys in `[from, to)`.
  public void deleteRange(byte[] from, byte[] to) {
    start(DELETE_RANGE, (long) from.length + to.length);
    putBytes(from, from.length);
    putBytes(to, to.length);
  }

  /// The backing array; see [#put(byte[],int,int)].
  byte[] array() {
    return bytes;
  }

  /// The batch as RocksDB takes it.
  byte[] encoded() {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[COUNT_AT + i] = (byte) (count >>> (Byte.SIZE * i));
    }
    return Arrays.copyOf(bytes, size);
  }

  /// Shows all changes in order.
  public void forEach(Visitor visitor) {
    Reader reader = new Reader(bytes, HEADER_BYTES);
    while (reader.at < size) {
      byte tag = bytes[reader.at++];
      byte[] first = reader.next();
      switch (tag) {
        case PUT -> visitor.put(first, reader.next());
        case DELETE -> visitor.delete(first);
        case DELETE_RANGE -> visitor.deleteRange(first, reader.next());
        default -> throw new IllegalStateException("tag " + tag + " in a batch");
      }
    }
  }

  private void start(byte tag, long contentBytes) {
    long needed = size + 1 + 2 * MAX_VARINT_BYTES + contentBytes;
    if (needed > Integer.MAX_VALUE - Long.BYTES) {
      throw new IllegalStateException("a batch of " + needed + " bytes");
    }
    if (needed > bytes.length) {
      long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - Long.BYTES);
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, doubled));
    }
    bytes[size++] = tag;
    count++;
  }

  private void putBytes(byte[] source, int length) {
    putVarint(length);
    System.arraycopy(source, 0, bytes, size, length);
    size += length;
  }

  private void putVarint(int value) {
    int rest = value;
    while (rest >>> 7 != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /// Reads byte strings after their lengths.
  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    byte[] next() {
      int length = 0;
      int shift = 0;
      while (bytes[at] < 0) {
        length |= (bytes[at++] & 0x7F) << shift;
        shift += 7;
      }
      length |= bytes[at++] << shift;
      at += length;
      return Arrays.copyOfRange(bytes, at - length, at);
    }
  }
}
