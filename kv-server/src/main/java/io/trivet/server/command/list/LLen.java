package io.trivet.server.command.list;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.LIST;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.ListValue;

/// LLEN: counts the elements of a list.
public final class LLen {
  private static final KeyArg KEY = key("key", RO);

  public static final CommandSpec SPEC =
      CommandSpec.named("LLEN")
          .since("1.0.0")
          .group(LIST)
          .summary("Replies with the number of elements of a list; a missing list has none.")
          .complexity("O(1)")
          .flags(READONLY, FAST)
          .arguments(KEY)
          .handler(LLen::execute);

  private LLen() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    ListValue list = txn.list(call.get(KEY));
    return Reply.integer(list == null ? 0 : list.size());
  }
}
