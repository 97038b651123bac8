package io.trivet.server.command;

/// The end of the server.
///
/// Threads: any.
public interface StopControl {
  /// Begins to stop: the log is synced, and with `saves` a checkpoint made; then the process ends.
  /// Returns at once; clients are closed.
  void stop(boolean saves);
}
