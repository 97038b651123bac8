package io.trivet.server.command.list;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.LIST;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.ListEditor;

/// LPOP and RPOP: remove elements at an end of a list.
public final class ListPop {
  private static final KeyArg KEY = key("key", RW, ACCESS, DELETE);
  private static final Int64Arg COUNT =
      int64("count")
          .orError(ErrorText.OUT_OF_RANGE_POSITIVE)
          .atLeast(0, ErrorText.OUT_OF_RANGE_POSITIVE)
          .optional();

  public static final CommandSpec LPOP =
      named("LPOP")
          .summary("Removes the first elements of a list and replies with them.")
          .handler((Call call, KeyspaceTxn txn) -> pop(call, txn, ListEnd.LEFT));

  public static final CommandSpec RPOP =
      named("RPOP")
          .summary("Removes the last elements of a list and replies with them.")
          .handler((Call call, KeyspaceTxn txn) -> pop(call, txn, ListEnd.RIGHT));

  private ListPop() {}

  private static CommandSpec.Builder named(String name) {
    return CommandSpec.named(name)
        .since("1.0.0")
        .group(LIST)
        .complexity("O(N), N being the number of elements removed")
        .flags(WRITE, FAST)
        .arguments(KEY, COUNT)
        .surplusError(ErrorText.WRONG_ARITY)
        .history("6.2.0", "Takes a count.");
  }

  /// Replies with the element; if the client gave a count, even 1, with an array.
  private static Reply pop(Call call, KeyspaceTxn txn, ListEnd end) {
    ListEditor list = txn.editList(call.get(KEY));
    if (!call.has(COUNT)) {
      return Reply.bulkOrAbsent(end.pop(list));
    }
    if (list.value().size() == 0) {
      return Reply.absentArray();
    }
    return Reply.bulks(end.pop(list, call.get(COUNT)));
  }
}
