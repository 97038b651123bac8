package io.trivet.server.config;

/// When the log is forced to the disk, the value of `appendfsync`.
public enum AppendFsync implements Worded {
  /// About once a second.
  EVERYSEC,
  /// Before the reply of each write.
  ALWAYS,
  /// When the operating system chooses.
  NO
}
