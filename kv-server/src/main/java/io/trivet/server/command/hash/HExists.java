package io.trivet.server.command.hash;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.HASH;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.HashValue;

/// HEXISTS: asks for a field.
public final class HExists {
  private static final KeyArg KEY = key("key", RO);
  private static final BytesArg FIELD = bytes("field");

  public static final CommandSpec SPEC =
      CommandSpec.named("HEXISTS")
          .since("2.0.0")
          .group(HASH)
          .summary("Replies with 1 if a hash has a field, else with 0.")
          .complexity("O(1)")
          .flags(READONLY, FAST)
          .arguments(KEY, FIELD)
          .handler(HExists::execute);

  private HExists() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    HashValue hash = txn.hash(call.get(KEY));
    return Reply.oneIf(hash != null && hash.has(call.get(FIELD)));
  }
}
