package io.trivet.server.command.hash;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.HASH;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.HashValue;
import java.util.ArrayList;
import java.util.List;

/// HGETALL, HKEYS, HVALS: read all of a hash.
public final class HGetAll {
  private static final KeyArg KEY = key("key", RO, ACCESS);

  public static final CommandSpec HGETALL =
      named("HGETALL")
          .summary("Replies with all fields of a hash and their values.")
          .handler(HGetAll::all);

  public static final CommandSpec HKEYS =
      named("HKEYS").summary("Replies with all fields of a hash.").handler(HGetAll::fields);

  public static final CommandSpec HVALS =
      named("HVALS").summary("Replies with all values of a hash.").handler(HGetAll::values);

  private HGetAll() {}

  private static CommandSpec.Builder named(String name) {
    return CommandSpec.named(name)
        .since("2.0.0")
        .group(HASH)
        .complexity("O(N), N being the number of fields")
        .flags(READONLY)
        .arguments(KEY)
        .hints("nondeterministic_output_order");
  }

  private static Reply all(Call call, KeyspaceTxn txn) {
    return Reply.bulkMap(collect(call, txn, true, true));
  }

  private static Reply fields(Call call, KeyspaceTxn txn) {
    return Reply.bulks(collect(call, txn, true, false));
  }

  private static Reply values(Call call, KeyspaceTxn txn) {
    return Reply.bulks(collect(call, txn, false, true));
  }

  private static List<Bytes> collect(
      Call call, KeyspaceTxn txn, boolean wantsFields, boolean wantsValues) {
    HashValue hash = txn.hash(call.get(KEY));
    if (hash == null) {
      return List.of();
    }
    List<Bytes> found = new ArrayList<>(wantsFields && wantsValues ? 2 * hash.size() : hash.size());
    hash.forEach((field, fieldFrom, fieldTo, value, from, to) -> {
      if (wantsFields) {
        found.add(Bytes.copyOf(field, fieldFrom, fieldTo));
      }
      if (wantsValues) {
        found.add(Bytes.copyOf(value, from, to));
      }
    });
    return found;
  }
}
