package io.trivet.server;

import io.trivet.server.config.BadValueException;
import io.trivet.server.config.Config;
import io.trivet.server.config.DurabilityOptions;
import io.trivet.server.config.KeyspaceOptions;
import io.trivet.server.config.MemoryOptions;
import io.trivet.server.config.NetworkOptions;
import io.trivet.server.config.Option;
import io.trivet.server.net.ConnectionLimits;
import io.trivet.storage.checkpoint.Storage;
import java.util.List;

/// Keeps the parts at what the configuration says while the node runs: CONFIG SET.
///
/// Threads: made by one; observers are told by the thread that changes the configuration.
final class LiveSettings {

  private final Config config;
  private volatile ConnectionLimits connectionLimits;

  LiveSettings(Config config) {
    this.config = config;
    this.connectionLimits = Settings.connectionLimits(config);
    for (Option<?> option :
        List.of(
            NetworkOptions.PROTO_MAX_BULK_LEN,
            NetworkOptions.CLIENT_QUERY_BUFFER_LIMIT,
            NetworkOptions.TCP_KEEPALIVE)) {
      follow(option, () -> connectionLimits = Settings.connectionLimits(config));
    }
    config.observe(NetworkOptions.MAX_CLIENTS, LiveSettings::requireDescriptors);
  }

  /// What connections are held to now. One volatile read.
  ConnectionLimits connectionLimits() {
    return connectionLimits;
  }

  /// Brings storage, which has been started, to the configuration, and keeps it there.
  void apply(Storage storage) {
    for (Option<?> option :
        List.of(
            MemoryOptions.MAXMEMORY,
            MemoryOptions.MAXMEMORY_POLICY,
            MemoryOptions.MAXMEMORY_SAMPLES,
            MemoryOptions.HZ,
            MemoryOptions.ACTIVE_EXPIRE_EFFORT)) {
      follow(option, () -> storage.housekeeping(Settings.housekeeping(config)));
    }
    for (Option<?> option :
        List.of(
            MemoryOptions.MAXMEMORY_POLICY,
            MemoryOptions.LFU_LOG_FACTOR,
            MemoryOptions.LFU_DECAY_TIME)) {
      follow(option, () -> Settings.countAccess(config, storage.keyspace().accessClock()));
    }
    for (Option<?> option :
        List.of(
            KeyspaceOptions.HASH_MAX_LISTPACK_ENTRIES,
            KeyspaceOptions.HASH_MAX_LISTPACK_VALUE,
            KeyspaceOptions.LIST_MAX_LISTPACK_SIZE,
            KeyspaceOptions.SET_MAX_INTSET_ENTRIES,
            KeyspaceOptions.SET_MAX_LISTPACK_ENTRIES,
            KeyspaceOptions.SET_MAX_LISTPACK_VALUE,
            KeyspaceOptions.ZSET_MAX_LISTPACK_ENTRIES,
            KeyspaceOptions.ZSET_MAX_LISTPACK_VALUE)) {
      follow(option, () -> storage.keyspace().limits(Settings.encodingLimits(config)));
    }
    follow(
        DurabilityOptions.APPENDFSYNC,
        () -> storage.log().setSyncPolicy(Settings.syncPolicy(config)));
    follow(
        DurabilityOptions.WAL_KEEP_SIZE,
        () -> storage.log().retainedBytes(config.get(DurabilityOptions.WAL_KEEP_SIZE)));
    follow(
        DurabilityOptions.DISK_RESERVE_SIZE,
        () -> storage.diskReserve().bytes(config.get(DurabilityOptions.DISK_RESERVE_SIZE)));
    follow(
        DurabilityOptions.CHECKPOINT_INTERVAL_MS,
        () -> storage.checkpointOptions(Settings.checkpoint(config)));
  }

  /// Does something now and whenever an option has changed.
  private <T> void follow(Option<T> option, Runnable action) {
    action.run();
    config.observe(option, value -> action.run());
  }

  private static void requireDescriptors(long clients) throws BadValueException {
    long possible = DescriptorLimit.mostClients();
    if (clients > possible) {
      throw new BadValueException(
          "The operating system is not able to handle the specified number of clients, try with "
              + possible);
    }
  }
}
