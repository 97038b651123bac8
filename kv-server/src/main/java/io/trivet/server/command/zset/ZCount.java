package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.ParsedArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.LexBound;
import io.trivet.storage.value.ScoreBound;
import io.trivet.storage.value.ZSetValue;

/// ZCOUNT and ZLEXCOUNT: count the elements of a range.
public final class ZCount {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final ParsedArg<ScoreBound> MIN_SCORE = Bounds.scoreArg("min");
  private static final ParsedArg<ScoreBound> MAX_SCORE = Bounds.scoreArg("max");
  private static final ParsedArg<LexBound> MIN_MEMBER = Bounds.memberArg("min");
  private static final ParsedArg<LexBound> MAX_MEMBER = Bounds.memberArg("max");

  public static final CommandSpec ZCOUNT =
      named("ZCOUNT", "2.0.0")
          .summary("Replies with the number of members whose scores are in a range.")
          .arguments(KEY, MIN_SCORE, MAX_SCORE)
          .handler(ZCount::byScore);

  public static final CommandSpec ZLEXCOUNT =
      named("ZLEXCOUNT", "2.8.9")
          .summary("Replies with the number of members in a range, where all scores are equal.")
          .arguments(KEY, MIN_MEMBER, MAX_MEMBER)
          .handler(ZCount::byMember);

  private ZCount() {}

  private static CommandSpec.Builder named(String name, String since) {
    return CommandSpec.named(name)
        .since(since)
        .group(SORTED_SET)
        .complexity("O(log(N)), N being the size of the sorted set")
        .flags(READONLY, FAST);
  }

  private static Reply byScore(Call call, KeyspaceTxn txn) {
    return count(call, txn, new ElementRange.Scores(call.get(MIN_SCORE), call.get(MAX_SCORE)));
  }

  private static Reply byMember(Call call, KeyspaceTxn txn) {
    return count(call, txn, new ElementRange.Members(call.get(MIN_MEMBER), call.get(MAX_MEMBER)));
  }

  private static Reply count(Call call, KeyspaceTxn txn, ElementRange range) {
    ZSetValue zset = txn.zset(call.get(KEY));
    return Reply.integer(zset == null ? 0 : range.in(zset, false).size());
  }
}
