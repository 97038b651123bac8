package io.trivet.storage.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// One element of an expanded hash, set or sorted set: a single array, because an object and a
/// second array would cost more than most members.
///
/// ```
/// flags and length    long length                member    payload
/// 1 byte              4 bytes, little-endian     bytes     bytes: hash: value, zset: score,
///                     only if the length is 63             set: none
/// ```
///
/// Bit 7 of the first byte: the row changed since it was stored. Bit 6: a row of this member is
/// stored. Bits 0 to 5: the member's length, or 63 if it follows. In memory only, never on disk.
final class Entry {
  /// Bytes of the payload of a sorted set's entry.
  static final int SCORE_BYTES = Double.BYTES;

  private static final VarHandle SCORE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int CHANGED = 0x80;
  private static final int STORED = 0x40;
  private static final int LENGTH = 0x3F;

  private Entry() {}

  /// An entry that is in no store yet, its payload still 0.
  static byte[] create(byte[] array, int from, int to, int payloadBytes) {
    int length = to - from;
    int header = length < LENGTH ? 1 : 5;
    byte[] entry = new byte[Math.addExact(Math.addExact(header, length), payloadBytes)];
    entry[0] = (byte) (CHANGED | Math.min(length, LENGTH));
    if (header > 1) {
      PackedElement.putLittleEndian(entry, 1, length, 4);
    }
    System.arraycopy(array, from, entry, header, length);
    return entry;
  }

  /// An entry that is in no store yet, with its payload.
  static byte[] create(
      byte[] array, int from, int to, byte[] payload, int payloadFrom, int payloadTo) {
    byte[] entry = create(array, from, to, payloadTo - payloadFrom);
    System.arraycopy(payload, payloadFrom, entry, memberTo(entry), payloadTo - payloadFrom);
    return entry;
  }

  /// Where the member begins.
  static int memberFrom(byte[] entry) {
    return (entry[0] & LENGTH) < LENGTH ? 1 : 5;
  }

  /// Where the member ends, exclusive, and the payload begins.
  static int memberTo(byte[] entry) {
    int length = entry[0] & LENGTH;
    return length < LENGTH ? 1 + length : 5 + (int) PackedElement.littleEndian(entry, 1, 4);
  }

  /// Whether the member is `array[from, to)`.
  static boolean isMember(byte[] entry, byte[] array, int from, int to) {
    return Arrays.equals(entry, memberFrom(entry), memberTo(entry), array, from, to);
  }

  /// A copy of the member.
  static byte[] member(byte[] entry) {
    return Arrays.copyOfRange(entry, memberFrom(entry), memberTo(entry));
  }

  /// A copy of the payload.
  static byte[] payload(byte[] entry) {
    return Arrays.copyOfRange(entry, memberTo(entry), entry.length);
  }

  /// The score that is the payload.
  static double score(byte[] entry) {
    return (double) SCORE.get(entry, entry.length - SCORE_BYTES);
  }

  /// Sets the score that is the payload.
  static void setScore(byte[] entry, double score) {
    SCORE.set(entry, entry.length - SCORE_BYTES, score);
  }

  /// The hash of the member.
  static int hash(byte[] entry) {
    return Bytes.hash(entry, memberFrom(entry), memberTo(entry));
  }

  /// Whether the row changed since it was stored.
  static boolean isChanged(byte[] entry) {
    return (entry[0] & CHANGED) != 0;
  }

  /// Whether a row of this member is stored.
  static boolean isStored(byte[] entry) {
    return (entry[0] & STORED) != 0;
  }

  /// Sets both marks.
  static void mark(byte[] entry, boolean changed, boolean stored) {
    entry[0] = (byte) ((entry[0] & LENGTH) | (changed ? CHANGED : 0) | (stored ? STORED : 0));
  }
}
