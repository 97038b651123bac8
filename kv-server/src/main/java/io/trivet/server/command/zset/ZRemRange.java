package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.ParsedArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.LexBound;
import io.trivet.storage.value.ScoreBound;
import io.trivet.storage.value.ZSetValue;
import java.util.ArrayList;
import java.util.List;

/// ZREMRANGEBYRANK, ZREMRANGEBYSCORE, ZREMRANGEBYLEX: remove a range.
public final class ZRemRange {
  private static final KeyArg KEY = key("key", RW, DELETE);
  private static final Int64Arg FIRST_RANK = int64("start");
  private static final Int64Arg LAST_RANK = int64("stop");
  private static final ParsedArg<ScoreBound> MIN_SCORE = Bounds.scoreArg("min");
  private static final ParsedArg<ScoreBound> MAX_SCORE = Bounds.scoreArg("max");
  private static final ParsedArg<LexBound> MIN_MEMBER = Bounds.memberArg("min");
  private static final ParsedArg<LexBound> MAX_MEMBER = Bounds.memberArg("max");

  public static final CommandSpec ZREMRANGEBYRANK =
      named("ZREMRANGEBYRANK", "2.0.0")
          .summary("Removes the members of a range of ranks.")
          .arguments(KEY, FIRST_RANK, LAST_RANK)
          .handler(ZRemRange::byRank);

  public static final CommandSpec ZREMRANGEBYSCORE =
      named("ZREMRANGEBYSCORE", "1.2.0")
          .summary("Removes the members of a range of scores.")
          .arguments(KEY, MIN_SCORE, MAX_SCORE)
          .handler(ZRemRange::byScore);

  public static final CommandSpec ZREMRANGEBYLEX =
      named("ZREMRANGEBYLEX", "2.8.9")
          .summary("Removes the members of a range of members, where all scores are equal.")
          .arguments(KEY, MIN_MEMBER, MAX_MEMBER)
          .handler(ZRemRange::byMember);

  private ZRemRange() {}

  private static CommandSpec.Builder named(String name, String since) {
    return CommandSpec.named(name)
        .since(since)
        .group(SORTED_SET)
        .complexity(
            "O(log(N)+M*log(N)), N being the size of the sorted set and M the number of members"
                + " removed")
        .flags(WRITE);
  }

  private static Reply byRank(Call call, KeyspaceTxn txn) {
    return remove(call, txn, new ElementRange.Ranks(call.get(FIRST_RANK), call.get(LAST_RANK)));
  }

  private static Reply byScore(Call call, KeyspaceTxn txn) {
    return remove(call, txn, new ElementRange.Scores(call.get(MIN_SCORE), call.get(MAX_SCORE)));
  }

  private static Reply byMember(Call call, KeyspaceTxn txn) {
    return remove(call, txn, new ElementRange.Members(call.get(MIN_MEMBER), call.get(MAX_MEMBER)));
  }

  /// Replies with the number of members removed. The effects name each of them.
  private static Reply remove(Call call, KeyspaceTxn txn, ElementRange range) {
    Bytes key = call.get(KEY);
    ZSetValue zset = txn.zset(key);
    if (zset == null) {
      return Reply.integer(0);
    }
    List<ScoredMember> elements = new ArrayList<>();
    ElementQuery.all(range, false).forEach(zset, ScoredMember.into(elements));
    ScoredMember.removeAll(elements, key, zset, txn);
    return Reply.integer(elements.size());
  }
}
