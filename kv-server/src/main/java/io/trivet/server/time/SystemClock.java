package io.trivet.server.time;

/// The clock of the machine.
///
/// Threads: any.
public final class SystemClock implements Clock {
  @Override
  public long wallMs() {
    return System.currentTimeMillis();
  }

  @Override
  public long monoNs() {
    return System.nanoTime();
  }
}
