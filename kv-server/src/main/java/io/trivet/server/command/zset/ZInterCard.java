package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/// ZINTERCARD: counts the members that several sorted sets have in common.
public final class ZInterCard {
  private static final Int64Arg NUMKEYS = int64("numkeys").atLeast(1, ErrorText.NO_INPUT_KEY);
  private static final Repeated KEYS = keys("key", RO, ACCESS).countedBy(NUMKEYS);
  private static final Int64Arg LIMIT =
      int64("limit")
          .after("LIMIT")
          .orError(ErrorText.LIMIT_NEGATIVE)
          .atLeast(0, ErrorText.LIMIT_NEGATIVE)
          .optional();

  public static final CommandSpec SPEC =
      CommandSpec.named("ZINTERCARD")
          .since("7.0.0")
          .group(SORTED_SET)
          .summary("Replies with the number of members that all of several sorted sets have.")
          .complexity(
              "O(N*K), N being the size of the smallest operand and K the number of operands")
          .flags(READONLY)
          .arguments(NUMKEYS, KEYS, LIMIT)
          .handler(ZInterCard::execute);

  private ZInterCard() {}

  /// Replies with the number, or with the limit if that is lower.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    List<Operand> operands = new ArrayList<>();
    for (Bytes key : call.all(KEYS)) {
      operands.add(Operand.at(key, 1, txn));
    }
    long[] count = {0};
    ZSetOperation.INTERSECTION.forEach(operands, Aggregate.MIN, (member, score) -> count[0]++);
    long limit = call.get(LIMIT, 0);
    return Reply.integer(limit == 0 ? count[0] : Math.min(limit, count[0]));
  }
}
