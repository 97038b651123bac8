package io.trivet.server.config;

/// From where a client asks.
public enum ConfigAccess {
  /// From this machine.
  LOCAL,
  /// From another machine.
  REMOTE
}
