package io.trivet.server;

import io.trivet.server.config.AppendFsync;
import io.trivet.server.config.Config;
import io.trivet.server.config.DurabilityOptions;
import io.trivet.server.config.KeyspaceOptions;
import io.trivet.server.config.MemoryOptions;
import io.trivet.server.config.NetworkOptions;
import io.trivet.server.config.Option;
import io.trivet.server.resp.RequestLimits;
import io.trivet.storage.checkpoint.CheckpointOptions;
import io.trivet.storage.checkpoint.RocksOptions;
import io.trivet.storage.checkpoint.StorageOptions;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.log.SyncPolicy;
import io.trivet.storage.value.EncodingLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/// What the parts need, read from the configuration.
final class Settings {

  private Settings() {}

  static StorageOptions storage(Config config) {
    LogOptions log =
        LogOptions.defaults()
            .withRingBytes(toInt(config, DurabilityOptions.LOG_RING_SIZE))
            .withSegmentBytes(toInt(config, DurabilityOptions.WAL_SEGMENT_SIZE))
            .withRetainedBytes(config.get(DurabilityOptions.WAL_KEEP_SIZE))
            .withForceTruncate(config.get(DurabilityOptions.FORCE_TRUNCATE_LOG))
            .withSyncPolicy(syncPolicy(config.get(DurabilityOptions.APPENDFSYNC)));
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

  /// Event loops: what is configured, or by `auto` one for each processor.
  static int eventLoops(Config config) {
    int threads = config.get(NetworkOptions.IO_THREADS);
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }

  static SyncPolicy syncPolicy(AppendFsync appendFsync) {
    return switch (appendFsync) {
      case ALWAYS -> SyncPolicy.ALWAYS;
      case EVERYSEC -> SyncPolicy.EVERYSEC;
      case NO -> SyncPolicy.NO;
    };
  }

  static RequestLimits requestLimits(Config config) {
    return RequestLimits.withWordBytes(toInt(config, NetworkOptions.PROTO_MAX_BULK_LEN));
  }

  /// Keeps the keyspace's limits of packed collections as the configuration has them.
  static void followLimits(Config config, Keyspace keyspace) {
    Runnable read = () -> keyspace.limits(encodingLimits(config));
    read.run();
    for (Option<Long> option :
        List.of(
            KeyspaceOptions.HASH_MAX_LISTPACK_ENTRIES,
            KeyspaceOptions.HASH_MAX_LISTPACK_VALUE,
            KeyspaceOptions.SET_MAX_INTSET_ENTRIES,
            KeyspaceOptions.SET_MAX_LISTPACK_ENTRIES,
            KeyspaceOptions.SET_MAX_LISTPACK_VALUE,
            KeyspaceOptions.ZSET_MAX_LISTPACK_ENTRIES,
            KeyspaceOptions.ZSET_MAX_LISTPACK_VALUE)) {
      config.observe(option, _ -> read.run());
    }
    config.observe(KeyspaceOptions.LIST_MAX_LISTPACK_SIZE, _ -> read.run());
  }

  /// The addresses to listen on; a word that begins with a minus is left out if it is no address of
  /// this machine, `*` is every address.
  static List<InetSocketAddress> addresses(List<String> words, int port)
      throws UnknownHostException {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String word : words) {
      boolean isOptional = word.startsWith("-");
      String host = isOptional ? word.substring(1) : word;
      try {
        addresses.add(
            host.equals("*")
                ? new InetSocketAddress("0.0.0.0", port)
                : new InetSocketAddress(InetAddress.getByName(host), port));
      } catch (UnknownHostException e) {
        if (!isOptional) {
          throw e;
        }
      }
    }
    return addresses;
  }

  private static EncodingLimits encodingLimits(Config config) {
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
