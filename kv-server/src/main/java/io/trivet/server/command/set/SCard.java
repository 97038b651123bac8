package io.trivet.server.command.set;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SET;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.SetValue;

/// SCARD: counts the members of a set.
public final class SCard {
  private static final KeyArg KEY = key("key", RO);

  public static final CommandSpec SPEC =
      CommandSpec.named("SCARD")
          .since("1.0.0")
          .group(SET)
          .summary("Replies with the number of members of a set; a missing set has none.")
          .complexity("O(1)")
          .flags(READONLY, FAST)
          .arguments(KEY)
          .handler(SCard::execute);

  private SCard() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    SetValue set = txn.set(call.get(KEY));
    return Reply.integer(set == null ? 0 : set.size());
  }
}
