package io.trivet.server.config;

/// How many bytes of replies may wait for a client that does not read them, by class of client.
public record OutputBufferLimits(Limit normal, Limit replica, Limit pubsub) {
  /// The limit of one class. A client is closed at once when more than `hardBytes` wait, and when
  /// more than `softBytes` have waited for `softSeconds` without a break. 0 is no limit.
  public record Limit(long hardBytes, long softBytes, int softSeconds) {}
}
