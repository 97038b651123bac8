package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ZSetValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ZSCORE and ZMSCORE: read the scores of members.
public final class ZScore {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final BytesArg MEMBER = bytes("member");
  private static final Repeated MEMBERS = repeated("member", bytes("member"));

  public static final CommandSpec ZSCORE =
      CommandSpec.named("ZSCORE")
          .since("1.2.0")
          .group(SORTED_SET)
          .summary("Replies with the score of a member of a sorted set.")
          .complexity("O(1)")
          .flags(READONLY, FAST)
          .arguments(KEY, MEMBER)
          .handler(ZScore::one);

  public static final CommandSpec ZMSCORE =
      CommandSpec.named("ZMSCORE")
          .since("6.2.0")
          .group(SORTED_SET)
          .summary("Replies with the scores of members, null for those that are not there.")
          .complexity("O(N), N being the number of members asked for")
          .flags(READONLY, FAST)
          .arguments(KEY, MEMBERS)
          .handler(ZScore::several);

  private ZScore() {}

  private static Reply one(Call call, KeyspaceTxn txn) {
    return score(txn.zset(call.get(KEY)), call.get(MEMBER));
  }

  private static Reply several(Call call, KeyspaceTxn txn) {
    ZSetValue zset = txn.zset(call.get(KEY));
    List<Reply> scores = new ArrayList<>(call.count(MEMBERS));
    for (Bytes member : call.all(MEMBERS)) {
      scores.add(score(zset, member));
    }
    return Reply.array(scores);
  }

  private static Reply score(@Nullable ZSetValue zset, Bytes member) {
    double score = zset == null ? Double.NaN : zset.scoreOr(member, Double.NaN);
    return Double.isNaN(score) ? Reply.absent() : Reply.number(score);
  }
}
