package io.trivet.raft.model;

/// A set of 64-bit fingerprints of states, in one array. Two of N states share a fingerprint, and
/// one of them would be passed over, with a probability of about N^2 / 2^65: 10^-6 for ten million.
final class FingerprintSet {
  private long[] slots = new long[1 << 16];
  private int size;

  /// Adds a fingerprint that is not 0; false if it was there.
  boolean add(long fingerprint) {
    if (size * 3L > slots.length * 2L) {
      grow();
    }
    if (!put(slots, fingerprint)) {
      return false;
    }
    size++;
    return true;
  }

  int size() {
    return size;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long fingerprint : slots) {
      if (fingerprint != 0) {
        put(larger, fingerprint);
      }
    }
    slots = larger;
  }

  private static boolean put(long[] slots, long fingerprint) {
    int mask = slots.length - 1;
    int i = (int) (fingerprint >>> 20) & mask;
    while (slots[i] != 0) {
      if (slots[i] == fingerprint) {
        return false;
      }
      i = (i + 1) & mask;
    }
    slots[i] = fingerprint;
    return true;
  }
}
