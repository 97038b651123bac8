package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.token;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.ParsedArg;
import io.trivet.server.command.Token;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.LexBound;
import io.trivet.storage.value.ScoreBound;
import io.trivet.storage.value.ZSetValue;

/// ZRANGE and its older relatives, which show a range of a sorted set: ZREVRANGE, ZRANGEBYSCORE,
/// ZREVRANGEBYSCORE, ZRANGEBYLEX, ZREVRANGEBYLEX.
public final class ZRange {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final BytesArg START = bytes("start");
  private static final BytesArg STOP = bytes("stop");
  private static final RangeOptions OPTIONS = new RangeOptions();
  private static final Token WITHSCORES = token("WITHSCORES");

  private static final Int64Arg FIRST_RANK = int64("start");
  private static final Int64Arg LAST_RANK = int64("stop");
  private static final ParsedArg<ScoreBound> MIN_SCORE = Bounds.scoreArg("min");
  private static final ParsedArg<ScoreBound> MAX_SCORE = Bounds.scoreArg("max");
  private static final ParsedArg<LexBound> MIN_MEMBER = Bounds.memberArg("min");
  private static final ParsedArg<LexBound> MAX_MEMBER = Bounds.memberArg("max");

  public static final CommandSpec ZRANGE =
      named("ZRANGE", "1.2.0")
          .summary("Replies with the members of a range of ranks, scores or members.")
          .arguments(KEY, START, STOP, OPTIONS.sortBy(), OPTIONS.rev(), OPTIONS.limit(), WITHSCORES)
          .history("6.2.0", "Has the options `REV`, `BYSCORE`, `BYLEX` and `LIMIT`.")
          .handler(ZRange::range);

  public static final CommandSpec ZREVRANGE =
      named("ZREVRANGE", "1.2.0")
          .summary("Replies with the members of a range of ranks, the highest score first.")
          .arguments(KEY, FIRST_RANK, LAST_RANK, WITHSCORES)
          .deprecated("6.2.0", "`ZRANGE` with the `REV` argument")
          .handler(ZRange::byRankReversed);

  public static final CommandSpec ZRANGEBYSCORE =
      named("ZRANGEBYSCORE", "1.0.5")
          .summary("Replies with the members of a range of scores.")
          .arguments(KEY, MIN_SCORE, MAX_SCORE, WITHSCORES, OPTIONS.limit())
          .history("2.0.0", "Has the option `WITHSCORES`.")
          .deprecated("6.2.0", "`ZRANGE` with the `BYSCORE` argument")
          .handler((Call call, KeyspaceTxn txn) -> byScore(call, txn, false));

  public static final CommandSpec ZREVRANGEBYSCORE =
      named("ZREVRANGEBYSCORE", "2.2.0")
          .summary("Replies with the members of a range of scores, the highest score first.")
          .arguments(KEY, MAX_SCORE, MIN_SCORE, WITHSCORES, OPTIONS.limit())
          .history("2.1.6", "The ends can be left out of the range.")
          .deprecated("6.2.0", "`ZRANGE` with the `REV` and `BYSCORE` arguments")
          .handler((Call call, KeyspaceTxn txn) -> byScore(call, txn, true));

  public static final CommandSpec ZRANGEBYLEX =
      named("ZRANGEBYLEX", "2.8.9")
          .summary("Replies with the members of a range of members, where all scores are equal.")
          .arguments(KEY, MIN_MEMBER, MAX_MEMBER, OPTIONS.limit())
          .deprecated("6.2.0", "`ZRANGE` with the `BYLEX` argument")
          .handler((Call call, KeyspaceTxn txn) -> byMember(call, txn, false));

  public static final CommandSpec ZREVRANGEBYLEX =
      named("ZREVRANGEBYLEX", "2.8.9")
          .summary("Replies with the members of a range of members, the highest first.")
          .arguments(KEY, MAX_MEMBER, MIN_MEMBER, OPTIONS.limit())
          .deprecated("6.2.0", "`ZRANGE` with the `REV` and `BYLEX` arguments")
          .handler((Call call, KeyspaceTxn txn) -> byMember(call, txn, true));

  private ZRange() {}

  private static CommandSpec.Builder named(String name, String since) {
    return CommandSpec.named(name)
        .since(since)
        .group(SORTED_SET)
        .complexity(
            "O(log(N)+M), N being the size of the sorted set and M the number of members shown")
        .flags(READONLY);
  }

  private static Reply range(Call call, KeyspaceTxn txn) {
    ElementQuery query = OPTIONS.query(call, call.get(START), call.get(STOP));
    if (call.has(WITHSCORES) && query.range() instanceof ElementRange.Members) {
      throw new CommandError(ErrorText.WITHSCORES_WITH_BYLEX);
    }
    return show(call, txn, query, call.has(WITHSCORES));
  }

  private static Reply byRankReversed(Call call, KeyspaceTxn txn) {
    ElementRange range = new ElementRange.Ranks(call.get(FIRST_RANK), call.get(LAST_RANK));
    return show(call, txn, new ElementQuery(range, true, 0, -1), call.has(WITHSCORES));
  }

  private static Reply byScore(Call call, KeyspaceTxn txn, boolean isReverse) {
    ElementRange range = new ElementRange.Scores(call.get(MIN_SCORE), call.get(MAX_SCORE));
    return show(call, txn, OPTIONS.limited(call, range, isReverse), call.has(WITHSCORES));
  }

  private static Reply byMember(Call call, KeyspaceTxn txn, boolean isReverse) {
    ElementRange range = new ElementRange.Members(call.get(MIN_MEMBER), call.get(MAX_MEMBER));
    return show(call, txn, OPTIONS.limited(call, range, isReverse), false);
  }

  private static Reply show(Call call, KeyspaceTxn txn, ElementQuery query, boolean withScores) {
    ZSetValue zset = txn.zset(call.get(KEY));
    if (zset == null) {
      return Reply.emptyArray();
    }
    Elements elements = new Elements(withScores);
    query.forEach(zset, elements);
    return elements.reply();
  }
}
