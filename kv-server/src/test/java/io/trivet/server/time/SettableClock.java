package io.trivet.server.time;

import java.util.concurrent.atomic.AtomicLong;

/// A clock that stands still until a test moves it.
///
/// Threads: any.
public final class SettableClock implements Clock {
  private final AtomicLong wallMs;
  private final AtomicLong monoNs = new AtomicLong();

  /// A clock whose wall time starts at `wallMs` and whose monotonic time starts at 0.
  public SettableClock(long wallMs) {
    this.wallMs = new AtomicLong(wallMs);
  }

  @Override
  public long wallMs() {
    return wallMs.get();
  }

  @Override
  public long monoNs() {
    return monoNs.get();
  }

  /// Lets `ms` milliseconds pass on both clocks.
  public void advanceMs(long ms) {
    advanceNs(ms * 1_000_000L);
  }

  /// Lets `ns` nanoseconds pass; the wall clock sees whole milliseconds of them.
  public void advanceNs(long ns) {
    long beforeNs = monoNs.getAndAdd(ns);
    wallMs.addAndGet((beforeNs + ns) / 1_000_000L - beforeNs / 1_000_000L);
  }

  /// Sets the wall clock alone, as an operator or a time server does; it may go back.
  public void setWallMs(long ms) {
    wallMs.set(ms);
  }
}
