package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.Arguments.timeoutSeconds;
import static io.trivet.server.command.CommandFlag.BLOCKING;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.RequiredChoice;
import io.trivet.server.command.TimeoutArg;
import io.trivet.server.command.WaitedKeys;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ValueType;
import io.trivet.storage.value.ZSetValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ZMPOP and BZMPOP: remove elements at an end of the first of several sorted sets that has any.
public final class ZMultiPop {
  private static final TimeoutArg TIMEOUT = timeoutSeconds("timeout");
  private static final Int64Arg NUMKEYS =
      int64("numkeys")
          .orError(ErrorText.NUMKEYS_NOT_POSITIVE)
          .atLeast(1, ErrorText.NUMKEYS_NOT_POSITIVE);
  private static final Repeated KEYS = keys("key", RW, ACCESS, DELETE).countedBy(NUMKEYS);
  private static final RequiredChoice<ZSetEnd> WHERE = oneOf("where", ZSetEnd.class).required();
  private static final Int64Arg COUNT =
      int64("count")
          .after("COUNT")
          .orError(ErrorText.COUNT_NOT_POSITIVE)
          .atLeast(1, ErrorText.COUNT_NOT_POSITIVE)
          .optional();

  public static final CommandSpec ZMPOP =
      named("ZMPOP")
          .summary(
              "Removes members with the lowest or highest scores of the first sorted set that"
                  + " has any.")
          .flags(WRITE)
          .arguments(NUMKEYS, KEYS, WHERE, COUNT)
          .handler(ZMultiPop::popOrAbsent);

  public static final CommandSpec BZMPOP =
      named("BZMPOP")
          .summary(
              "Removes members with the lowest or highest scores of the first sorted set that"
                  + " has any; waits until one has.")
          .flags(WRITE, BLOCKING)
          .arguments(TIMEOUT, NUMKEYS, KEYS, WHERE, COUNT)
          .blockingHandler(ZMultiPop::pop, TIMEOUT, Reply.absentArray());

  private ZMultiPop() {}

  private static CommandSpec.Builder named(String name) {
    return CommandSpec.named(name)
        .since("7.0.0")
        .group(SORTED_SET)
        .complexity(
            "O(K+M*log(N)), K being the number of keys, N the size of the sorted set and M the"
                + " number of members removed");
  }

  private static Reply popOrAbsent(Call call, KeyspaceTxn txn) {
    Reply reply = pop(call, txn);
    return reply == null ? Reply.absentArray() : reply;
  }

  /// Replies with the key and an array of its elements, pairs in any version of the protocol; null
  /// if no sorted set has any.
  private static @Nullable Reply pop(Call call, KeyspaceTxn txn) {
    Bytes key = WaitedKeys.first(call, txn, call.all(KEYS), ValueType.ZSET);
    ZSetValue zset = key == null ? null : txn.zset(key);
    if (key == null || zset == null) {
      return null;
    }
    List<Reply> pairs = new ArrayList<>();
    for (ScoredMember element : call.get(WHERE).pop(key, zset, call.get(COUNT, 1), txn)) {
      pairs.add(Reply.array(Reply.bulk(element.member()), Reply.number(element.score())));
    }
    return Reply.array(Reply.bulk(key), Reply.array(pairs));
  }
}
