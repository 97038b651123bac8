package io.trivet.server.command.hash;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.HASH;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.HashValue;

/// HGET: reads one field.
public final class HGet {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final BytesArg FIELD = bytes("field");

  public static final CommandSpec SPEC =
      CommandSpec.named("HGET")
          .since("2.0.0")
          .group(HASH)
          .summary("Replies with the value of a field of a hash.")
          .complexity("O(1)")
          .flags(READONLY, FAST)
          .arguments(KEY, FIELD)
          .handler(HGet::execute);

  private HGet() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    HashValue hash = txn.hash(call.get(KEY));
    return Reply.bulkOrAbsent(hash == null ? null : hash.get(call.get(FIELD)));
  }
}
