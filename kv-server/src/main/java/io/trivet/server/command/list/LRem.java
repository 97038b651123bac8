package io.trivet.server.command.list;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.LIST;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// LREM: removes elements of one value.
public final class LRem {
  private static final KeyArg KEY = key("key", RW, DELETE);
  private static final Int64Arg COUNT = int64("count");
  private static final BytesArg ELEMENT = bytes("element");

  public static final CommandSpec SPEC =
      CommandSpec.named("LREM")
          .since("1.0.0")
          .group(LIST)
          .summary("Removes elements that equal a value: the first so many, the last, or all.")
          .complexity("O(N), N being the number of elements of the list")
          .flags(WRITE)
          .arguments(KEY, COUNT, ELEMENT)
          .handler(LRem::execute);

  private LRem() {}

  /// Replies with the number of elements removed.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    int count = Math.clamp(call.get(COUNT), -Integer.MAX_VALUE, Integer.MAX_VALUE);
    return Reply.integer(txn.editList(call.get(KEY)).remove(count, call.get(ELEMENT)));
  }
}
