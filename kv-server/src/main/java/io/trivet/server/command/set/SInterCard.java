package io.trivet.server.command.set;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// SINTERCARD: counts the members that several sets have in common.
public final class SInterCard {
  private static final Int64Arg NUMKEYS =
      int64("numkeys")
          .orError(ErrorText.NUMKEYS_NOT_POSITIVE)
          .atLeast(1, ErrorText.NUMKEYS_NOT_POSITIVE);
  private static final Repeated KEYS =
      keys("key", RO, ACCESS).countedBy(NUMKEYS, ErrorText.MORE_KEYS_THAN_ARGUMENTS);
  private static final Int64Arg LIMIT =
      int64("limit")
          .after("LIMIT")
          .orError(ErrorText.LIMIT_NEGATIVE)
          .atLeast(0, ErrorText.LIMIT_NEGATIVE)
          .optional();

  public static final CommandSpec SPEC =
      CommandSpec.named("SINTERCARD")
          .since("7.0.0")
          .group(SET)
          .summary("Replies with the number of members that all of several sets have.")
          .complexity(
              "O(N*M), N being the number of members of the smallest set and M the number of sets")
          .flags(READONLY)
          .arguments(NUMKEYS, KEYS, LIMIT)
          .handler(SInterCard::execute);

  private SInterCard() {}

  /// Replies with the number, or with the limit if that is lower.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    long limit = call.get(LIMIT, 0);
    int[] count = {0};
    SetOperation.forEachCommon(
        SetAlgebra.operands(call.all(KEYS), txn),
        limit == 0 ? Integer.MAX_VALUE : (int) Math.min(limit, Integer.MAX_VALUE),
        (array, from, to) -> count[0]++);
    return Reply.integer(count[0]);
  }
}
