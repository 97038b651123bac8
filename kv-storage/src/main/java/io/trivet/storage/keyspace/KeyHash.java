package io.trivet.storage.keyspace;

import io.trivet.storage.memory.Native;

/// The 64-bit hash of a key, by which the slot tables and SCAN order keys.
///
/// Eight bytes a step are folded by a 64x64 to 128 bit multiplication (the construction of wyhash).
/// The seed is drawn once for a data directory, so that clients cannot aim at one bucket.
///
/// Persistent: never change. The upper 32 bits order the rows of a slot on disk and are a SCAN
/// cursor.
public final class KeyHash {

  private static final long K0 = 0x9E3779B97F4A7C15L;
  private static final long K1 = 0xD6E8FEB86659FD93L;

  private KeyHash() {}

  /// The hash of `length` bytes at `address`.
  public static long of(long address, int length, long seed) {
    long hash = seed ^ (length * K0);
    int i = 0;
    for (; i + Long.BYTES < length; i += Long.BYTES) {
      hash = fold(hash ^ Native.getLong(address + i), K1);
    }
    long tail;
    if (length >= Long.BYTES) {
      tail = Native.getLong(address + length - Long.BYTES);
    } else {
      tail = shortTail(address, length);
    }
    return fold(fold(hash ^ tail, K0), K1);
  }

  /// The part of a hash that orders keys within a slot, as an unsigned 32-bit number.
  static long order(long hash) {
    return hash >>> 32;
  }

  private static long shortTail(long address, int length) {
    if (length >= Integer.BYTES) {
      long low = Native.getInt(address) & 0xFFFF_FFFFL;
      long high = Native.getInt(address + length - Integer.BYTES) & 0xFFFF_FFFFL;
      return low | (high << 32);
    }
    long tail = 0;
    for (int i = 0; i < length; i++) {
      tail |= (Native.getByte(address + i) & 0xFFL) << (8 * i);
    }
    return tail;
  }

  private static long fold(long a, long b) {
    return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
  }
}
