package io.trivet.server.command.list;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.LIST;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.IndexRange;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.ListEditor;

/// LTRIM: keeps a part of a list and removes the rest.
public final class LTrim {
  private static final KeyArg KEY = key("key", RW, DELETE);
  private static final Int64Arg START = int64("start");
  private static final Int64Arg STOP = int64("stop");

  public static final CommandSpec SPEC =
      CommandSpec.named("LTRIM")
          .since("1.0.0")
          .group(LIST)
          .summary("Removes the elements of a list outside two indexes, both of which are kept.")
          .complexity("O(N), N being the number of elements removed")
          .flags(WRITE)
          .arguments(KEY, START, STOP)
          .handler(LTrim::execute);

  private LTrim() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    ListEditor list = txn.editList(call.get(KEY));
    int size = list.value().size();
    IndexRange kept = IndexRange.of(call.get(START), call.get(STOP), size);
    if (kept.size() < size) {
      list.trim(kept.from(), kept.to());
    }
    return Reply.OK;
  }
}
