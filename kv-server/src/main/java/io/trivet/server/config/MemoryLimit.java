package io.trivet.server.config;

/// A limit on memory: so many bytes, or a share of `maxmemory`.
public sealed interface MemoryLimit {
  /// The limit in bytes; 0 is no limit.
  ///
  /// @param maxMemoryBytes the value of `maxmemory`, 0 if it is not set
  long bytes(long maxMemoryBytes);

  /// A limit in bytes; 0 is no limit.
  record Absolute(long limitBytes) implements MemoryLimit {
    @Override
    public long bytes(long maxMemoryBytes) {
      return limitBytes;
    }
  }

  /// A limit in percent of `maxmemory`, from 0 to 100; without `maxmemory` it limits nothing.
  record Share(int percent) implements MemoryLimit {
    @Override
    public long bytes(long maxMemoryBytes) {
      return (long) (maxMemoryBytes * (percent / 100.0));
    }
  }
}
