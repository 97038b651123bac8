package io.trivet.server;

import io.trivet.server.config.Config;
import io.trivet.server.config.DurabilityOptions;
import io.trivet.server.config.KeyspaceOptions;
import io.trivet.server.config.MaxMemoryPolicy;
import io.trivet.server.config.MemoryOptions;
import io.trivet.server.config.NetworkOptions;
import io.trivet.server.config.Option;
import io.trivet.server.net.ConnectionLimits;
import io.trivet.server.net.ListenAddress;
import io.trivet.server.resp.RequestLimits;
import io.trivet.storage.checkpoint.CheckpointOptions;
import io.trivet.storage.checkpoint.HousekeepingOptions;
import io.trivet.storage.checkpoint.RocksOptions;
import io.trivet.storage.checkpoint.StorageOptions;
import io.trivet.storage.keyspace.AccessClock;
import io.trivet.storage.keyspace.EvictionPolicy;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.log.SyncPolicy;
import io.trivet.storage.value.EncodingLimits;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What the parts need, read from the configuration.
final class Settings {

  private static final int MS_PER_SECOND = 1_000;

  private Settings() {}

  static StorageOptions storage(Config config) {
    LogOptions log =
        LogOptions.defaults()
            .withRingBytes(toInt(config, DurabilityOptions.LOG_RING_SIZE))
            .withSegmentBytes(toInt(config, DurabilityOptions.WAL_SEGMENT_SIZE))
            .withRetainedBytes(config.get(DurabilityOptions.WAL_KEEP_SIZE))
            .withForceTruncate(config.get(DurabilityOptions.FORCE_TRUNCATE_LOG))
            .withSyncPolicy(syncPolicy(config));
    RocksOptions rocks =
        RocksOptions.defaults()
            .withCacheBytes(config.get(DurabilityOptions.ROCKSDB_BLOCK_CACHE_SIZE))
            .withWriteBufferBytes(config.get(DurabilityOptions.ROCKSDB_WRITE_BUFFER_SIZE));
    return StorageOptions.defaults()
        .withDatabases(config.get(KeyspaceOptions.DATABASES))
        .withLog(log)
        .withCheckpoint(checkpoint(config))
        .withRocks(rocks)
        .withColdReadThreads(config.get(DurabilityOptions.COLD_READ_THREADS))
        .withMaxMemoryBytes(config.get(MemoryOptions.MAXMEMORY));
  }

  static CheckpointOptions checkpoint(Config config) {
    return CheckpointOptions.defaults()
        .withIntervalMs(config.get(DurabilityOptions.CHECKPOINT_INTERVAL_MS));
  }

  /// Event loops: what is configured, or by `auto` one for each processor but one, which is left to
  /// the log, the checkpoint and the collector (docs/benchmarks.md, "Event loops").
  static int eventLoops(Config config) {
    int threads = config.get(NetworkOptions.IO_THREADS);
    return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }

  static SyncPolicy syncPolicy(Config config) {
    return switch (config.get(DurabilityOptions.APPENDFSYNC)) {
      case ALWAYS -> SyncPolicy.ALWAYS;
      case EVERYSEC -> SyncPolicy.EVERYSEC;
      case NO -> SyncPolicy.NO;
    };
  }

  static ConnectionLimits connectionLimits(Config config) {
    return new ConnectionLimits(
        RequestLimits.withWordBytes(toInt(config, NetworkOptions.PROTO_MAX_BULK_LEN)),
        config.get(NetworkOptions.CLIENT_QUERY_BUFFER_LIMIT),
        config.get(NetworkOptions.TCP_KEEPALIVE));
  }

  static HousekeepingOptions housekeeping(Config config) {
    return new HousekeepingOptions(
        config.get(MemoryOptions.MAXMEMORY),
        evictionPolicy(config.get(MemoryOptions.MAXMEMORY_POLICY)),
        config.get(MemoryOptions.MAXMEMORY_SAMPLES),
        Math.max(1, MS_PER_SECOND / config.get(MemoryOptions.HZ)),
        config.get(MemoryOptions.ACTIVE_EXPIRE_EFFORT));
  }

  /// Has accesses counted as the policy needs it: how recently, or how often.
  static void countAccess(Config config, AccessClock clock) {
    clock.countFrequency(
        evictionPolicy(config.get(MemoryOptions.MAXMEMORY_POLICY)).countsFrequency(),
        config.get(MemoryOptions.LFU_LOG_FACTOR),
        config.get(MemoryOptions.LFU_DECAY_TIME));
  }

  private static EvictionPolicy evictionPolicy(MaxMemoryPolicy policy) {
    return switch (policy) {
      case VOLATILE_LRU -> EvictionPolicy.VOLATILE_LRU;
      case VOLATILE_LFU -> EvictionPolicy.VOLATILE_LFU;
      case VOLATILE_RANDOM -> EvictionPolicy.VOLATILE_RANDOM;
      case VOLATILE_TTL -> EvictionPolicy.VOLATILE_TTL;
      case ALLKEYS_LRU -> EvictionPolicy.ALLKEYS_LRU;
      case ALLKEYS_LFU -> EvictionPolicy.ALLKEYS_LFU;
      case ALLKEYS_RANDOM -> EvictionPolicy.ALLKEYS_RANDOM;
      case NOEVICTION -> EvictionPolicy.NOEVICTION;
    };
  }

  /// The addresses to listen on: `*` is every IPv4 and `::*` every IPv6 address.
  ///
  /// @throws IOException if a word is no address of any machine; the message names `directive`
  static List<ListenAddress> addresses(List<String> words, int port, String directive)
      throws IOException {
    List<ListenAddress> addresses = new ArrayList<>();
    for (String word : words) {
      boolean isOptional = word.startsWith("-");
      String host = isOptional ? word.substring(1) : word;
      try {
        addresses.add(new ListenAddress(new InetSocketAddress(address(host), port), isOptional));
      } catch (UnknownHostException e) {
        if (!isOptional) {
          throw new IOException(directive + ": " + host + " is no address of this machine", e);
        }
      }
    }
    addresses.sort(Comparator.comparing(each -> !isEverything(each.address().getAddress())));
    return addresses;
  }

  /// Whether it is `::*`, which goes first: it takes `*` in.
  private static boolean isEverything(InetAddress address) {
    return address.isAnyLocalAddress() && address instanceof Inet6Address;
  }

  private static InetAddress address(String host) throws UnknownHostException {
    return switch (host) {
      case "*" -> InetAddress.getByName("0.0.0.0");
      case "::*" -> InetAddress.getByName("::");
      default -> InetAddress.getByName(host);
    };
  }

  /// The limits up to which collections stay packed.
  static EncodingLimits encodingLimits(Config config) {
    return new EncodingLimits(
        toInt(config, KeyspaceOptions.HASH_MAX_LISTPACK_ENTRIES),
        toInt(config, KeyspaceOptions.HASH_MAX_LISTPACK_VALUE),
        config.get(KeyspaceOptions.LIST_MAX_LISTPACK_SIZE),
        toInt(config, KeyspaceOptions.SET_MAX_INTSET_ENTRIES),
        toInt(config, KeyspaceOptions.SET_MAX_LISTPACK_ENTRIES),
        toInt(config, KeyspaceOptions.SET_MAX_LISTPACK_VALUE),
        toInt(config, KeyspaceOptions.ZSET_MAX_LISTPACK_ENTRIES),
        toInt(config, KeyspaceOptions.ZSET_MAX_LISTPACK_VALUE));
  }

  private static int toInt(Config config, Option<Long> option) {
    return (int) Math.min(Integer.MAX_VALUE, config.get(option));
  }
}
