package io.trivet.server.command.list;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.LIST;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ListValue;
import java.util.ArrayList;
import java.util.List;

/// LPOS: finds elements of one value.
public final class LPos {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final BytesArg ELEMENT = bytes("element");
  private static final Int64Arg RANK =
      int64("rank")
          .after("RANK")
          .between(-Long.MAX_VALUE, Long.MAX_VALUE, ErrorText.LPOS_RANK_RANGE)
          .optional();
  private static final Int64Arg COUNT =
      int64("num-matches")
          .after("COUNT")
          .orError(ErrorText.LPOS_COUNT)
          .atLeast(0, ErrorText.LPOS_COUNT)
          .optional();
  private static final Int64Arg MAXLEN =
      int64("len")
          .after("MAXLEN")
          .orError(ErrorText.LPOS_MAXLEN)
          .atLeast(0, ErrorText.LPOS_MAXLEN)
          .optional();

  public static final CommandSpec SPEC =
      CommandSpec.named("LPOS")
          .since("6.0.6")
          .group(LIST)
          .summary("Replies with the indexes of elements that equal a value.")
          .complexity("O(N), N being the number of elements compared")
          .flags(READONLY)
          .arguments(KEY, ELEMENT, RANK, COUNT, MAXLEN)
          .handler(LPos::execute);

  private LPos() {}

  /// Replies with an index, or null if there is none; with an array if the client gave a count.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    long rank = call.get(RANK, 1);
    if (rank == 0) {
      throw new CommandError(ErrorText.LPOS_RANK);
    }
    List<Reply> positions = new ArrayList<>();
    ListValue list = txn.list(call.get(KEY));
    if (list != null) {
      find(list, call.get(ELEMENT), rank, call, positions);
    }
    if (call.has(COUNT)) {
      return Reply.array(positions);
    }
    return positions.isEmpty() ? Reply.absent() : positions.getFirst();
  }

  private static void find(
      ListValue list, Bytes element, long rank, Call call, List<Reply> positions) {
    list.positions(
        element,
        Math.clamp(rank, -Integer.MAX_VALUE, Integer.MAX_VALUE),
        clamped(call.get(COUNT, 1)),
        clamped(call.get(MAXLEN, 0)),
        index -> positions.add(Reply.integer(index)));
  }

  private static int clamped(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }
}
