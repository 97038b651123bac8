package io.trivet.server.config;

/// The least severe lines that the server logs, in Redis's words.
public enum LogLevel implements Worded {
  /// Every message; for developers.
  DEBUG,
  /// Many details.
  VERBOSE,
  /// Start, stop, roles.
  NOTICE,
  /// What the server had to act on, and what needs someone to act.
  WARNING
}
