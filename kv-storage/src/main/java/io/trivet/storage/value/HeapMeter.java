package io.trivet.storage.value;

/// Adds up what the parts of a structure cost on the heap.
final class HeapMeter {
  private long bytes;

  /// Adds what a part grew by, or subtracts what it shrank by.
  void add(long growth) {
    bytes += growth;
  }

  /// The sum.
  long bytes() {
    return bytes;
  }
}
