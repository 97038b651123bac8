package io.trivet.storage.log;

/// When written bytes are synced; the names are those of Redis's `appendfsync`.
public enum SyncPolicy {
  /// As soon as there are any, all that wait together; a reply waits for it.
  ALWAYS,
  /// Once a second; a power loss may take the last second.
  EVERYSEC,
  /// When a segment is full and when the log is closed; otherwise the operating system decides.
  NO
}
