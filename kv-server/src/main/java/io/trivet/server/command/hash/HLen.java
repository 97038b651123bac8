package io.trivet.server.command.hash;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.HASH;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.HashValue;

/// HLEN: counts the fields of a hash.
public final class HLen {
  private static final KeyArg KEY = key("key", RO);

  public static final CommandSpec SPEC =
      CommandSpec.named("HLEN")
          .since("2.0.0")
          .group(HASH)
          .summary("Replies with the number of fields of a hash; a missing hash has none.")
          .complexity("O(1)")
          .flags(READONLY, FAST)
          .arguments(KEY)
          .handler(HLen::execute);

  private HLen() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    HashValue hash = txn.hash(call.get(KEY));
    return Reply.integer(hash == null ? 0 : hash.size());
  }
}
