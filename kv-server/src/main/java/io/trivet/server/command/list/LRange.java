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
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.BytesVisitor;
import io.trivet.storage.value.ListValue;
import java.util.ArrayList;
import java.util.List;

/// LRANGE: shows a part of a list.
public final class LRange {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final Int64Arg START = int64("start");
  private static final Int64Arg STOP = int64("stop");

  public static final CommandSpec SPEC =
      CommandSpec.named("LRANGE")
          .since("1.0.0")
          .group(LIST)
          .summary("Replies with the elements of a list from one index to another, both included.")
          .complexity(
              "O(S+N), S being the distance of the start from the nearer end and N the"
                  + " number of elements shown")
          .flags(READONLY)
          .arguments(KEY, START, STOP)
          .handler(LRange::execute);

  private LRange() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    ListValue list = txn.list(call.get(KEY));
    if (list == null) {
      return Reply.emptyArray();
    }
    IndexRange range = IndexRange.of(call.get(START), call.get(STOP), list.size());
    List<Bytes> elements = new ArrayList<>(range.size());
    list.forEach(range.from(), range.to(), BytesVisitor.into(elements));
    return Reply.bulks(elements);
  }
}
