package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.float64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Float64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// ZINCRBY: adds to a member's score.
public final class ZIncrBy {
  private static final KeyArg KEY = key("key", RW, ACCESS, UPDATE);
  private static final Float64Arg INCREMENT = float64("increment");
  private static final BytesArg MEMBER = bytes("member");

  public static final CommandSpec SPEC =
      CommandSpec.named("ZINCRBY")
          .since("1.2.0")
          .group(SORTED_SET)
          .summary("Adds a number to the score of a member; a missing member counts as 0.")
          .complexity("O(log N), N being the size of the sorted set")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY, INCREMENT, MEMBER)
          .handler(ZIncrBy::execute);

  private ZIncrBy() {}

  /// Replies with the new score.
  ///
  /// @throws CommandError if the sum is no number
  private static Reply execute(Call call, KeyspaceTxn txn) {
    return ZAdd.increment(
        txn.editZSet(call.get(KEY)), call.get(MEMBER), call.get(INCREMENT), ScoreRule.INCREMENT);
  }
}
