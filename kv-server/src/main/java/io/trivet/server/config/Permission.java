package io.trivet.server.config;

/// Who may use a dangerous command or option.
public enum Permission implements Worded {
  /// Nobody.
  NO,
  /// Everybody.
  YES,
  /// Clients on this machine.
  LOCAL
}
