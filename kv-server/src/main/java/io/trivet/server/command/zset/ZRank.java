package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.token;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Token;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ZSetValue;

/// ZRANK and ZREVRANK: find the place of a member.
public final class ZRank {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final BytesArg MEMBER = bytes("member");
  private static final Token WITHSCORE = token("WITHSCORE");

  public static final CommandSpec ZRANK =
      named("ZRANK")
          .summary("Replies with the number of members before one, in ascending order of scores.")
          .handler((Call call, KeyspaceTxn txn) -> rank(call, txn, false));

  public static final CommandSpec ZREVRANK =
      named("ZREVRANK")
          .summary("Replies with the number of members before one, in descending order of scores.")
          .handler((Call call, KeyspaceTxn txn) -> rank(call, txn, true));

  private ZRank() {}

  private static CommandSpec.Builder named(String name) {
    return CommandSpec.named(name)
        .since("2.0.0")
        .group(SORTED_SET)
        .complexity("O(log(N)), N being the size of the sorted set")
        .flags(READONLY, FAST)
        .arguments(KEY, MEMBER, WITHSCORE)
        .history("7.2.0", "Has the option `WITHSCORE`.");
  }

  /// Replies with the rank, with WITHSCORE with rank and score, or with null if there is no such
  /// member.
  private static Reply rank(Call call, KeyspaceTxn txn, boolean isReverse) {
    boolean withScore = call.has(WITHSCORE);
    ZSetValue zset = txn.zset(call.get(KEY));
    Bytes member = call.get(MEMBER);
    int rank = zset == null ? -1 : isReverse ? zset.reverseRank(member) : zset.rank(member);
    if (zset == null || rank < 0) {
      return withScore ? Reply.absentArray() : Reply.absent();
    }
    Reply place = Reply.integer(rank);
    return withScore ? Reply.array(place, Reply.number(zset.scoreOr(member, 0))) : place;
  }
}
