package io.trivet.storage.disk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/// The bytes of one file of a [SimDisk], as the system shows them and as the platter has them.
///
/// Invariants: a sector that is not dirty is equal in both, unless a sync failed.
final class SimInode {

  static final int SECTOR_BYTES = 512;

  private byte[] cached = {};
  private byte[] durable = {};
  private final BitSet dirty = new BitSet();

  SimInode copy() {
    SimInode copy = new SimInode();
    copy.cached = cached.clone();
    copy.durable = durable.clone();
    copy.dirty.or(dirty);
    return copy;
  }

  int size() {
    return cached.length;
  }

  byte[] bytes() {
    return cached.clone();
  }

  int read(ByteBuffer target, long position) {
    if (position >= cached.length) {
      return -1;
    }
    int bytes = (int) Math.min(target.remaining(), cached.length - position);
    target.put(cached, (int) position, bytes);
    return bytes;
  }

  void write(byte[] source, long position) {
    int end = (int) (position + source.length);
    if (end > cached.length) {
      cached = Arrays.copyOf(cached, end);
    }
    System.arraycopy(source, 0, cached, (int) position, source.length);
    if (source.length > 0) {
      dirty.set((int) position / SECTOR_BYTES, (end - 1) / SECTOR_BYTES + 1);
    }
  }

  void truncate(long bytes) {
    cached = Arrays.copyOf(cached, (int) Math.min(bytes, cached.length));
  }

  /// Takes the dirty sectors to the platter; after a failed sync that is not all that differs.
  void sync() {
    durable = Arrays.copyOf(durable, cached.length);
    for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
      int from = sector * SECTOR_BYTES;
      int to = Math.min(from + SECTOR_BYTES, cached.length);
      if (from < to) {
        System.arraycopy(cached, from, durable, from, to - from);
      }
    }
    dirty.clear();
  }

  /// What Linux does after a write-back error: the pages stay in memory and count as clean.
  void syncFailed() {
    dirty.clear();
  }

  /// The power is gone: what is left is what was synced.
  void losePower() {
    cached = durable.clone();
    dirty.clear();
  }

  /// The power is gone: each un-synced sector, and the length, may have made it or not.
  void losePower(RandomGenerator random) {
    byte[] left = random.nextBoolean() ? durable.clone() : Arrays.copyOf(durable, cached.length);
    for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
      int from = sector * SECTOR_BYTES;
      int to = Math.min(from + SECTOR_BYTES, Math.min(left.length, cached.length));
      if (from < to && random.nextBoolean()) {
        System.arraycopy(cached, from, left, from, to - from);
      }
    }
    durable = left;
    losePower();
  }

  /// Bits change by themselves, here and on the platter.
  void rot(long position, int mask) {
    cached[(int) position] ^= (byte) mask;
    durable[(int) position] ^= (byte) mask;
  }
}
