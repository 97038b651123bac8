package io.trivet.server.command.hash;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.HASH;
import static io.trivet.server.command.KeyFlag.INSERT;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.HashEditor;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// HSETNX: sets a field that is not there yet.
public final class HSetNx {
  private static final KeyArg KEY = key("key", RW, INSERT);
  private static final BytesArg FIELD = bytes("field");
  private static final BytesArg VALUE = bytes("value");

  public static final CommandSpec SPEC =
      CommandSpec.named("HSETNX")
          .since("2.0.0")
          .group(HASH)
          .summary("Sets a field of a hash if there is no such field.")
          .complexity("O(1)")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY, FIELD, VALUE)
          .handler(HSetNx::execute);

  private HSetNx() {}

  /// Replies with 1 if the field was set, else with 0.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    HashEditor hash = txn.editHash(call.get(KEY));
    Bytes field = call.get(FIELD);
    return Reply.oneIf(!hash.value().has(field) && hash.put(field, call.get(VALUE)));
  }
}
