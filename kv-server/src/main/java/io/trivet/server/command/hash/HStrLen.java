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

/// HSTRLEN: measures the value of a field.
public final class HStrLen {
  private static final KeyArg KEY = key("key", RO);
  private static final BytesArg FIELD = bytes("field");

  public static final CommandSpec SPEC =
      CommandSpec.named("HSTRLEN")
          .since("3.2.0")
          .group(HASH)
          .summary("Replies with the number of bytes of a field's value, 0 if there is none.")
          .complexity("O(1)")
          .flags(READONLY, FAST)
          .arguments(KEY, FIELD)
          .handler(HStrLen::execute);

  private HStrLen() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    HashValue hash = txn.hash(call.get(KEY));
    return Reply.integer(hash == null ? 0 : hash.valueLength(call.get(FIELD)));
  }
}
