package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Help;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.StorageFacts;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/// MEMORY: what takes how much.
final class Memory {
  private static final KeyArg KEY = key("key", RO);
  private static final Int64Arg SAMPLES =
      int64("count").atLeast(0, ErrorText.SYNTAX_ERROR).after("SAMPLES").optional();

  private static final CommandSpec USAGE =
      CommandSpec.named("MEMORY|USAGE")
          .since("4.0.0")
          .group(CommandGroup.SERVER)
          .summary("Tells how much memory a key and its value take.")
          .complexity("O(1)")
          .flags(CommandFlag.READONLY)
          .arguments(KEY, SAMPLES)
          .handler(Memory::usage);

  private static final CommandSpec STATS =
      subcommand("STATS").summary("Shows what takes how much memory.").handler(Memory::statistics);

  private static final CommandSpec DOCTOR =
      subcommand("DOCTOR").summary("Says in words how memory is used.").handler(Memory::report);

  private static final CommandSpec MALLOC_STATS =
      subcommand("MALLOC-STATS")
          .summary("Shows the statistics of the allocator; it keeps none.")
          .handler((Call call, ServerAccess server) ->
              Reply.bulk("Stats not supported for the current allocator"));

  private static final CommandSpec PURGE =
      CommandSpec.named("MEMORY|PURGE")
          .since("4.0.0")
          .group(CommandGroup.SERVER)
          .summary("Asks the allocator to give memory back; it does so by itself.")
          .complexity("O(1)")
          .hints("request_policy:all_shards", "response_policy:all_succeeded")
          .handler((Call call, ServerAccess server) -> Reply.OK);

  static final CommandSpec SPEC =
      CommandSpec.named("MEMORY")
          .since("4.0.0")
          .group(CommandGroup.SERVER)
          .summary("Commands about memory.")
          .complexity("Depends on the subcommand.")
          .subcommands(
              DOCTOR,
              Help.of("MEMORY", "4.0.0", CommandGroup.SERVER),
              MALLOC_STATS,
              PURGE,
              STATS,
              USAGE)
          .container();

  private Memory() {}

  private static CommandSpec.Builder subcommand(String name) {
    return CommandSpec.named("MEMORY|" + name)
        .since("4.0.0")
        .group(CommandGroup.SERVER)
        .complexity("O(1)")
        .hints("nondeterministic_output", "request_policy:all_shards", "response_policy:special");
  }

  /// Replies with bytes. They are counted, not sampled, so the number of samples changes nothing.
  private static Reply usage(Call call, KeyspaceTxn txn) {
    txn.keepAccessClock();
    Bytes key = call.get(KEY);
    return txn.type(key) == null ? Reply.absent() : Reply.integer(txn.memoryBytes(key));
  }

  private static Reply report(Call call, ServerAccess server) {
    StorageFacts storage = server.storage();
    return Reply.verbatim(
        "Keys and values take %s, the process has %s in RAM. Beside keys and values there are the heap of the JVM, the ring of the log, the caches of the disk and the buffers of clients; /metrics shows each of them.\n"
            .formatted(
                ByteText.of(storage.keyspaceBytes()), ByteText.of(server.facts().residentBytes())));
  }

  private static Reply statistics(Call call, ServerAccess server) {
    StorageFacts storage = server.storage();
    long used = storage.keyspaceBytes();
    long peak = Math.max(used, storage.peakKeyspaceBytes());
    long resident = server.facts().residentBytes();
    long keys = 0;
    for (int database = 0; database < storage.databases(); database++) {
      keys += storage.keys(database);
    }
    Statistic list = new Statistic();
    list.bytes("peak.allocated", peak);
    list.bytes("total.allocated", used);
    list.bytes("startup.allocated", 0);
    list.bytes("replication.backlog", 0);
    list.bytes("clients.slaves", 0);
    list.bytes("clients.normal", clientBytes(server));
    list.bytes("cluster.links", 0);
    list.bytes("aof.buffer", storage.appendedSequence() - storage.writtenSequence());
    list.bytes("lua.caches", 0);
    list.bytes("functions.caches", 0);
    list.bytes("overhead.total", clientBytes(server));
    list.bytes("keys.count", keys);
    list.bytes("keys.bytes-per-key", keys == 0 ? 0 : used / keys);
    list.bytes("dataset.bytes", used);
    list.ratio("dataset.percentage", used == 0 ? 0 : 100);
    list.ratio("peak.percentage", peak == 0 ? 0 : used * 100.0 / peak);
    list.bytes("allocator.allocated", used);
    list.bytes("allocator.active", resident);
    list.bytes("allocator.resident", resident);
    list.ratio("fragmentation", used == 0 ? 0 : (double) resident / used);
    list.bytes("fragmentation.bytes", resident - used);
    return Reply.map(list.flat);
  }

  /// Bytes that the buffers of all clients take.
  static long clientBytes(ServerAccess server) {
    return server.clients().all().stream().mapToLong(client -> client.memory().totalBytes()).sum();
  }

  /// Names and numbers alternating.
  private static final class Statistic {
    private final List<Reply> flat = new ArrayList<>();

    void bytes(String name, long value) {
      flat.add(Reply.bulk(name));
      flat.add(Reply.integer(value));
    }

    void ratio(String name, double value) {
      flat.add(Reply.bulk(name));
      flat.add(Reply.number(value));
    }
  }
}
