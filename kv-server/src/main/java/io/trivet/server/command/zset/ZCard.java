package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.ZSetValue;

/// ZCARD: counts the members of a sorted set.
public final class ZCard {
  private static final KeyArg KEY = key("key", RO);

  public static final CommandSpec SPEC =
      CommandSpec.named("ZCARD")
          .since("1.2.0")
          .group(SORTED_SET)
          .summary("Replies with the number of members of a sorted set; a missing one has none.")
          .complexity("O(1)")
          .flags(READONLY, FAST)
          .arguments(KEY)
          .handler(ZCard::execute);

  private ZCard() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    ZSetValue zset = txn.zset(call.get(KEY));
    return Reply.integer(zset == null ? 0 : zset.size());
  }
}
