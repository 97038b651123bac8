package io.trivet.storage.log;

import java.util.ArrayList;
import java.util.List;

/// What must not be pruned from a log.
///
/// Threads: any.
final class LogPins {

  private final List<LogPin> pins = new ArrayList<>();

  synchronized LogPin add(long sequence, long maxBytes) {
    LogPin pin = new LogPin(this, sequence, maxBytes);
    pins.add(pin);
    return pin;
  }

  synchronized void remove(LogPin pin) {
    pins.remove(pin);
  }

  /// How far a prune may go that wants to go to `sequence`, in a log that ends at `endSequence`.
  /// Pins that are too far behind expire.
  synchronized long limit(long sequence, long endSequence) {
    long limit = sequence;
    for (LogPin pin : pins) {
      pin.look(endSequence);
      if (!pin.isExpired()) {
        limit = Math.min(limit, pin.sequence());
      }
    }
    return limit;
  }
}
