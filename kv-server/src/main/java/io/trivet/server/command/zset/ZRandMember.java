package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.block;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.token;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Block;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.SampleSize;
import io.trivet.server.command.Token;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.ScoredVisitor;
import io.trivet.storage.value.ZSetValue;
import java.util.random.RandomGenerator;

/// ZRANDMEMBER: shows members chosen at random.
public final class ZRandMember {
  private static final KeyArg KEY = key("key", RO, ACCESS);
  private static final Int64Arg COUNT = SampleSize.countArg();
  private static final Token WITHSCORES = token("WITHSCORES");
  private static final Block OPTIONS = block("options", COUNT, WITHSCORES).optional();

  public static final CommandSpec SPEC =
      CommandSpec.named("ZRANDMEMBER")
          .since("6.2.0")
          .group(SORTED_SET)
          .summary("Replies with members of a sorted set that are chosen at random.")
          .complexity("O(N), N being the number of members shown")
          .flags(READONLY)
          .arguments(KEY, OPTIONS)
          .hints("nondeterministic_output")
          .handler(ZRandMember::execute);

  private ZRandMember() {}

  /// Replies with a member or null; with an array if the client gave a count.
  private static Reply execute(Call call, KeyspaceTxn txn) {
    ZSetValue zset = txn.zset(call.get(KEY));
    boolean hasCount = call.has(OPTIONS);
    SampleSize size = SampleSize.of(hasCount ? call.get(COUNT) : 1);
    if (zset == null) {
      return hasCount ? Reply.emptyArray() : Reply.absent();
    }
    Elements elements = new Elements(call.has(WITHSCORES));
    choose(zset, size, txn.random(), elements);
    return hasCount ? elements.reply() : elements.first();
  }

  private static void choose(
      ZSetValue zset, SampleSize size, RandomGenerator random, ScoredVisitor visitor) {
    if (!size.mayRepeat()) {
      zset.sample(random, size.picks(), visitor);
      return;
    }
    for (int i = 0; i < size.picks(); i++) {
      zset.random(random, visitor);
    }
  }
}
