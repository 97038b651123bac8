package io.trivet.storage.keyspace;

import io.trivet.storage.memory.Native;

/// The hash slot of a key: CRC-16 of the key, or of its hash tag, modulo 16384 (Redis Cluster
/// specification, "Hash tags"; CRC-16/XMODEM: polynomial 0x1021, initial value 0).
public final class Slot {

  /// Persistent: never change. Clients compute it too.
  public static final int COUNT = 16384;

  private static final char[] CRC = crcTable();

  private Slot() {}

  /// The slot of the `length` bytes at `address`.
  public static int of(long address, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      byte b = Native.getByte(address + i);
      if (b == '{') {
        return ofTagged(address, length, i);
      }
      crc = next(crc, b);
    }
    return crc & (COUNT - 1);
  }

  private static int ofTagged(long address, int length, int open) {
    int close = indexOf('}', address, open + 1, length);
    return close > open + 1
        ? crc(address + open + 1, close - open - 1) & (COUNT - 1)
        : crc(address, length) & (COUNT - 1);
  }

  /// The slot of a key on the heap.
  public static int of(byte[] key) {
    int open = indexOf('{', key, 0);
    if (open >= 0) {
      int close = indexOf('}', key, open + 1);
      if (close > open + 1) {
        return crc(key, open + 1, close) & (COUNT - 1);
      }
    }
    return crc(key, 0, key.length) & (COUNT - 1);
  }

  private static int crc(long address, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc = next(crc, Native.getByte(address + i));
    }
    return crc;
  }

  private static int crc(byte[] key, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc = next(crc, key[i]);
    }
    return crc;
  }

  private static int next(int crc, byte b) {
    return ((crc << 8) & 0xFFFF) ^ CRC[((crc >>> 8) ^ b) & 0xFF];
  }

  private static int indexOf(char wanted, long address, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Native.getByte(address + i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static int indexOf(char wanted, byte[] key, int from) {
    for (int i = from; i < key.length; i++) {
      if (key[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static char[] crcTable() {
    char[] table = new char[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
      }
      table[i] = (char) crc;
    }
    return table;
  }
}
