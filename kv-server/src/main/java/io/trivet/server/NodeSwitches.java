package io.trivet.server;

/// What background work may be done now.
///
/// Threads: any.
final class NodeSwitches {
  private volatile boolean isExpiryOn = true;
  private volatile boolean isBackgroundOn = true;

  void activeExpiry(boolean isOn) {
    isExpiryOn = isOn;
  }

  void backgroundWork(boolean isOn) {
    isBackgroundOn = isOn;
  }

  /// Whether keys that have expired are looked for.
  boolean expires() {
    return isExpiryOn && isBackgroundOn;
  }
}
