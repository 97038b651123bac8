package io.trivet.server.time;

/// The two times of a node: the wall clock, which people and clients agree on and which may jump,
/// and the monotonic clock, which only ever grows.
///
/// Deadlines that clients name (expiry) are wall-clock times; everything that measures or waits
/// uses the monotonic clock.
///
/// Threads: any.
public interface Clock {
  /// The wall clock in milliseconds since 1970-01-01T00:00Z. It may step back.
  long wallMs();

  /// The wall clock in microseconds since then, as fine as the clock is.
  default long wallUs() {
    return wallMs() * 1000;
  }

  /// The monotonic clock in nanoseconds since a moment that means nothing. Only differences of two
  /// readings of one clock have a meaning; they may wrap, so compare by subtraction.
  long monoNs();
}
