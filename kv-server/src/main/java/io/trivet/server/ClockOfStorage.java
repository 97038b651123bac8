package io.trivet.server;

import io.trivet.server.time.Clock;
import io.trivet.storage.checkpoint.StorageClock;

/// The server's clock as storage reads it.
record ClockOfStorage(Clock clock) implements StorageClock {

  @Override
  public long monotonicNs() {
    return clock.monoNs();
  }

  @Override
  public long wallMs() {
    return clock.wallMs();
  }
}
