package io.trivet.server.command.hash;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.HASH;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.HashEditor;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// HSET and HMSET: set fields of a hash.
public final class HSet {
  private static final KeyArg KEY = key("key", RW, UPDATE);
  private static final BytesArg FIELD = bytes("field");
  private static final BytesArg VALUE = bytes("value");
  private static final Repeated PAIRS =
      repeated("data", FIELD, VALUE).orError(ErrorText.WRONG_ARITY);

  public static final CommandSpec HSET =
      named("HSET")
          .summary("Sets fields of a hash and replies with the number of new ones.")
          .history("4.0.0", "Takes several fields.")
          .handler(HSet::countNew);

  public static final CommandSpec HMSET =
      named("HMSET")
          .summary("Sets fields of a hash.")
          .deprecated("4.0.0", "`HSET` with multiple field-value pairs")
          .handler(HSet::confirm);

  private HSet() {}

  private static CommandSpec.Builder named(String name) {
    return CommandSpec.named(name)
        .since("2.0.0")
        .group(HASH)
        .complexity("O(1) per field")
        .flags(WRITE, DENY_OOM, FAST)
        .arguments(KEY, PAIRS);
  }

  private static Reply countNew(Call call, KeyspaceTxn txn) {
    return Reply.integer(put(call, txn));
  }

  private static Reply confirm(Call call, KeyspaceTxn txn) {
    put(call, txn);
    return Reply.OK;
  }

  /// Sets the fields in their order and gives the number of new ones.
  private static int put(Call call, KeyspaceTxn txn) {
    HashEditor hash = txn.editHash(call.get(KEY));
    int created = 0;
    for (Call pair : call.each(PAIRS)) {
      if (hash.put(pair.get(FIELD), pair.get(VALUE))) {
        created++;
      }
    }
    return created;
  }
}
