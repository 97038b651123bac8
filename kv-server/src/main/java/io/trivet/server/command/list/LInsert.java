package io.trivet.server.command.list;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.LIST;
import static io.trivet.server.command.KeyFlag.INSERT;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.RequiredChoice;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.ListEditor;

/// LINSERT: adds an element beside another one.
public final class LInsert {
  private static final KeyArg KEY = key("key", RW, INSERT);
  private static final RequiredChoice<Side> WHERE = oneOf("where", Side.class).required();
  private static final BytesArg PIVOT = bytes("pivot");
  private static final BytesArg ELEMENT = bytes("element");

  public static final CommandSpec SPEC =
      CommandSpec.named("LINSERT")
          .since("2.2.0")
          .group(LIST)
          .summary("Inserts an element before or behind the first one that equals a pivot.")
          .complexity("O(N), N being the number of elements before the pivot")
          .flags(WRITE, DENY_OOM)
          .arguments(KEY, WHERE, PIVOT, ELEMENT)
          .handler(LInsert::execute);

  private enum Side {
    BEFORE,
    AFTER
  }

  private LInsert() {}

  /// Replies with the number of elements then, 0 if there is no list, -1 if there is no pivot.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    ListEditor list = txn.editList(call.get(KEY));
    if (list.value().size() == 0) {
      return Reply.integer(0);
    }
    boolean isBefore = call.get(WHERE) == Side.BEFORE;
    boolean isInserted = list.insert(isBefore, call.get(PIVOT), call.get(ELEMENT));
    return Reply.integer(isInserted ? list.value().size() : -1);
  }
}
