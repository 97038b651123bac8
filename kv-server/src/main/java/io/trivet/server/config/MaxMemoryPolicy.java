package io.trivet.server.config;

/// What happens at `maxmemory`, the value of `maxmemory-policy`.
public enum MaxMemoryPolicy implements Worded {
  /// Deletes keys that expire, the least recently used first.
  VOLATILE_LRU,
  /// Deletes keys that expire, the least often used first.
  VOLATILE_LFU,
  /// Deletes keys that expire, any.
  VOLATILE_RANDOM,
  /// Deletes keys that expire, the next to expire first.
  VOLATILE_TTL,
  /// Deletes keys, the least recently used first.
  ALLKEYS_LRU,
  /// Deletes keys, the least often used first.
  ALLKEYS_LFU,
  /// Deletes keys, any.
  ALLKEYS_RANDOM,
  /// Deletes nothing: what has not been used for long is kept on disk only.
  NOEVICTION
}
