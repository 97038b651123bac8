package io.trivet.storage.log;

/// Keeps the frames behind a sequence on disk, whatever the checkpoint no longer needs, until it is
/// closed or would keep more than it may (I36, H32).
///
/// Threads: any.
public final class LogPin implements AutoCloseable {

  private final LogPins pins;
  private final long maxBytes;
  private volatile long sequence;
  private volatile boolean isExpired;

  LogPin(LogPins pins, long sequence, long maxBytes) {
    this.pins = pins;
    this.sequence = sequence;
    this.maxBytes = maxBytes;
  }

  /// Every frame that ends above it can be read, unless the pin is expired.
  public long sequence() {
    return sequence;
  }

  /// Gives up what ends at or below `newSequence`; a lower one than before changes nothing.
  public void moveTo(long newSequence) {
    sequence = Math.max(sequence, newSequence);
  }

  /// True if it no longer keeps anything: the log grew too far beyond it. That does not change any
  /// more.
  public boolean isExpired() {
    return isExpired;
  }

  @Override
  public void close() {
    pins.remove(this);
  }

  /// Expires, if the log that ends at `endSequence` has grown too far.
  void look(long endSequence) {
    isExpired |= endSequence - sequence > maxBytes;
  }
}
