package io.trivet.server.command.list;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.LIST;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.IndexRange;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.ListEditor;

/// LSET: replaces one element of a list.
public final class LSet {
  private static final KeyArg KEY = key("key", RW, UPDATE);
  private static final Int64Arg INDEX = int64("index");
  private static final BytesArg ELEMENT = bytes("element");

  public static final CommandSpec SPEC =
      CommandSpec.named("LSET")
          .since("1.0.0")
          .group(LIST)
          .summary("Puts an element in the place of the one at an index of a list.")
          .complexity("O(N), N being the distance of the index from the nearer end")
          .flags(WRITE, DENY_OOM)
          .arguments(KEY, INDEX, ELEMENT)
          .handler(LSet::execute);

  private LSet() {}

  /// @throws CommandError if there is no list, or no element at the index
  private static Reply execute(Call call, KeyspaceTxn txn) {
    ListEditor list = txn.editList(call.get(KEY));
    int size = list.value().size();
    if (size == 0) {
      throw new CommandError(ErrorText.NO_SUCH_KEY);
    }
    if (!list.set(IndexRange.position(call.get(INDEX), size), call.get(ELEMENT))) {
      throw new CommandError(ErrorText.INDEX_OUT_OF_RANGE);
    }
    return Reply.OK;
  }
}
