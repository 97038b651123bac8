package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.OW;
import static io.trivet.server.command.KeyFlag.RO;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.EncodingLimits;
import io.trivet.storage.value.ZSetValue;

/// ZRANGESTORE: keeps a range of a sorted set.
public final class ZRangeStore {
  private static final KeyArg DESTINATION = key("dst", OW, UPDATE);
  private static final KeyArg SOURCE = key("src", RO, ACCESS);
  private static final BytesArg MIN = bytes("min");
  private static final BytesArg MAX = bytes("max");
  private static final RangeOptions OPTIONS = new RangeOptions();

  public static final CommandSpec SPEC =
      CommandSpec.named("ZRANGESTORE")
          .since("6.2.0")
          .group(SORTED_SET)
          .summary("Stores the elements of a range of ranks, scores or members.")
          .complexity(
              "O(log(N)+M), N being the size of the source and M the number of elements stored")
          .flags(WRITE, DENY_OOM)
          .arguments(
              DESTINATION, SOURCE, MIN, MAX, OPTIONS.sortBy(), OPTIONS.rev(), OPTIONS.limit())
          .handler(ZRangeStore::execute);

  private ZRangeStore() {}

  /// Replies with the number of elements stored. Whatever the destination held is gone.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    ElementQuery query = OPTIONS.query(call, call.get(MIN), call.get(MAX));
    ZSetValue source = txn.zset(call.get(SOURCE));
    ZSetValue result = ZSetValue.create();
    if (source != null) {
      EncodingLimits limits = txn.keyspace().limits();
      query.forEach(
          source,
          (array, from, to, score) -> result.put(Bytes.copyOf(array, from, to), score, limits));
    }
    int size = result.size();
    txn.putCollection(call.get(DESTINATION), result, KeyspaceTxn.NEVER);
    return Reply.integer(size);
  }
}
