package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.float64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.Arguments.token;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.Choice;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Float64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.Token;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.ZSetEditor;
import io.trivet.storage.value.Bytes;

/// ZADD: adds members to a sorted set, or moves their scores.
public final class ZAdd {
  private static final KeyArg KEY = key("key", RW, UPDATE);
  private static final Choice<ScoreRule.Condition> CONDITION =
      oneOf("condition", ScoreRule.Condition.class, ErrorText.XX_AND_NX);
  private static final Choice<ScoreRule.Comparison> COMPARISON =
      oneOf("comparison", ScoreRule.Comparison.class, ErrorText.GT_LT_NX);
  private static final Token CH = token("CH");
  private static final Token INCR = token("INCR");
  private static final Float64Arg SCORE = float64("score");
  private static final BytesArg MEMBER = bytes("member");
  private static final Repeated PAIRS = repeated("data", SCORE, MEMBER);

  public static final CommandSpec SPEC =
      CommandSpec.named("ZADD")
          .since("1.2.0")
          .group(SORTED_SET)
          .summary("Adds members to a sorted set or moves their scores.")
          .complexity("O(log N) per member, N being the size of the sorted set")
          .flags(WRITE, DENY_OOM, FAST)
          .arguments(KEY, CONDITION, COMPARISON, CH, INCR, PAIRS)
          .history("2.4.0", "Takes several members.")
          .history("3.0.2", "Has the options `XX`, `NX`, `CH` and `INCR`.")
          .history("6.2.0", "Has the options `GT` and `LT`.")
          .handler(ZAdd::execute);

  private ZAdd() {}

  /// Replies with the number of members added, with CH of those added or moved; with INCR, with the
  /// new score of the member, or with null if it was left as it is.
  ///
  /// @throws CommandError if options contradict each other, or a sum is no number
  private static Reply execute(Call call, KeyspaceTxn txn) {
    ScoreRule rule = new ScoreRule(call.get(CONDITION), call.get(COMPARISON), call.has(INCR));
    if (rule.condition() == ScoreRule.Condition.NX && rule.comparison() != null) {
      throw new CommandError(ErrorText.GT_LT_NX);
    }
    if (rule.isIncrement()) {
      Call pair = call.only(PAIRS, ErrorText.INCR_TAKES_ONE_PAIR);
      return increment(txn.editZSet(call.get(KEY)), pair.get(MEMBER), pair.get(SCORE), rule);
    }
    ZSetEditor zset = txn.editZSet(call.get(KEY));
    int added = 0;
    int moved = 0;
    for (Call pair : call.each(PAIRS)) {
      Bytes member = pair.get(MEMBER);
      double score = rule.score(zset.value().scoreOr(member, Double.NaN), pair.get(SCORE));
      if (!Double.isNaN(score)) {
        switch (zset.put(member, score)) {
          case ADDED -> added++;
          case CHANGED -> moved++;
          case SAME -> {}
        }
      }
    }
    return Reply.integer(call.has(CH) ? added + moved : added);
  }

  /// Adds to a member's score and replies with the sum, or with null if the rule refuses it.
  static Reply increment(ZSetEditor zset, Bytes member, double increment, ScoreRule rule) {
    double score = rule.score(zset.value().scoreOr(member, Double.NaN), increment);
    if (Double.isNaN(score)) {
      return Reply.absent();
    }
    zset.put(member, score);
    return Reply.number(score);
  }
}
