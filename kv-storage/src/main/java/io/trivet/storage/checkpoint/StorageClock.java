package io.trivet.storage.checkpoint;

/// The two clocks that storage reads.
///
/// Threads: any.
public interface StorageClock {

  /// Nanoseconds in a millisecond.
  long NS_PER_MS = 1_000_000;

  /// Nanoseconds that only grow, from any origin.
  long monotonicNs();

  /// Milliseconds since 1970.
  long wallMs();
}
