package io.trivet.server.time;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The clock of the machine.
///
/// Threads: any.
public final class SystemClock implements Clock {
  @Override
  public long wallMs() {
    return System.currentTimeMillis();
  }

  @Override
  public long wallUs() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  @Override
  public long monoNs() {
    return System.nanoTime();
  }
}
