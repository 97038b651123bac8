package io.trivet.storage.checkpoint;

/// The machine's clocks.
final class SystemStorageClock implements StorageClock {

  @Override
  public long monotonicNs() {
    return System.nanoTime();
  }

  @Override
  public long wallMs() {
    return System.currentTimeMillis();
  }
}
