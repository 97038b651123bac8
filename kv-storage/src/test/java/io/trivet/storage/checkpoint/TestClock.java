package io.trivet.storage.checkpoint;

/// A clock that stands still until it is told.
final class TestClock implements StorageClock {

  /// A day in 2026.
  static final long START_MS = 1_790_000_000_000L;

  private volatile long elapsedNs;

  @Override
  public long monotonicNs() {
    return elapsedNs;
  }

  @Override
  public long wallMs() {
    return START_MS + elapsedNs / NS_PER_MS;
  }

  void passMs(long ms) {
    elapsedNs += ms * NS_PER_MS;
  }
}
