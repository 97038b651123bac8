package io.trivet.server.command.list;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.LIST;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.IndexRange;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.ListValue;

/// LINDEX: shows one element of a list.
public final class LIndex {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final Int64Arg INDEX = int64("index");

  public static final CommandSpec SPEC =
      CommandSpec.named("LINDEX")
          .since("1.0.0")
          .group(LIST)
          .summary("Replies with the element at an index of a list.")
          .complexity("O(N), N being the distance of the index from the nearer end")
          .flags(READONLY)
          .arguments(KEY, INDEX)
          .handler(LIndex::execute);

  private LIndex() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    ListValue list = txn.list(call.get(KEY));
    if (list == null) {
      return Reply.absent();
    }
    return Reply.bulkOrAbsent(list.get(IndexRange.position(call.get(INDEX), list.size())));
  }
}
