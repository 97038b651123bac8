package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.Arguments.timeoutSeconds;
import static io.trivet.server.command.CommandFlag.BLOCKING;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SORTED_SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
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

/// ZPOPMIN and ZPOPMAX: remove elements at an end of a sorted set; BZPOPMIN and BZPOPMAX, which
/// take one from the first of several sorted sets that has any, and wait until one has.
public final class ZPop {
  private static final KeyArg KEY = key("key", RW, ACCESS, DELETE);
  private static final Int64Arg COUNT =
      int64("count")
          .orError(ErrorText.OUT_OF_RANGE_POSITIVE)
          .atLeast(0, ErrorText.OUT_OF_RANGE_POSITIVE)
          .optional();
  private static final Repeated KEYS = keys("key", RW, ACCESS, DELETE);
  private static final TimeoutArg TIMEOUT = timeoutSeconds("timeout");

  public static final CommandSpec ZPOPMIN =
      named("ZPOPMIN")
          .summary("Removes the members with the lowest scores and replies with them.")
          .handler((Call call, KeyspaceTxn txn) -> pop(call, txn, ZSetEnd.MIN));

  public static final CommandSpec ZPOPMAX =
      named("ZPOPMAX")
          .summary("Removes the members with the highest scores and replies with them.")
          .handler((Call call, KeyspaceTxn txn) -> pop(call, txn, ZSetEnd.MAX));

  public static final CommandSpec BZPOPMIN =
      blocking("BZPOPMIN")
          .summary("Removes the member with the lowest score; waits until there is one.")
          .blockingHandler(
              (call, txn) -> popFirst(call, txn, ZSetEnd.MIN), TIMEOUT, Reply.absentArray());

  public static final CommandSpec BZPOPMAX =
      blocking("BZPOPMAX")
          .summary("Removes the member with the highest score; waits until there is one.")
          .blockingHandler(
              (call, txn) -> popFirst(call, txn, ZSetEnd.MAX), TIMEOUT, Reply.absentArray());

  private ZPop() {}

  private static CommandSpec.Builder named(String name) {
    return CommandSpec.named(name)
        .since("5.0.0")
        .group(SORTED_SET)
        .complexity(
            "O(M*log(N)), N being the size of the sorted set and M the number of members removed")
        .flags(WRITE, FAST)
        .arguments(KEY, COUNT);
  }

  private static CommandSpec.Builder blocking(String name) {
    return CommandSpec.named(name)
        .since("5.0.0")
        .group(SORTED_SET)
        .complexity("O(log(N)), N being the size of the sorted set")
        .flags(WRITE, BLOCKING, FAST)
        .arguments(KEYS, TIMEOUT)
        .history("6.0.0", "Takes the timeout as a double.");
  }

  /// Replies with member and score; if the client gave a count, even 1, with pairs of them.
  private static Reply pop(Call call, KeyspaceTxn txn, ZSetEnd end) {
    Bytes key = call.get(KEY);
    ZSetValue zset = txn.zset(key);
    if (zset == null) {
      return Reply.emptyArray();
    }
    List<Reply> flat = new ArrayList<>();
    for (ScoredMember element : end.pop(key, zset, call.get(COUNT, 1), txn)) {
      flat.add(Reply.bulk(element.member()));
      flat.add(Reply.number(element.score()));
    }
    return call.has(COUNT) ? Reply.pairs(flat) : Reply.array(flat);
  }

  /// Replies with key, member and score; null if no sorted set has any.
  private static @Nullable Reply popFirst(Call call, KeyspaceTxn txn, ZSetEnd end) {
    Bytes key = WaitedKeys.first(call, txn, call.all(KEYS), ValueType.ZSET);
    ZSetValue zset = key == null ? null : txn.zset(key);
    if (key == null || zset == null) {
      return null;
    }
    ScoredMember element = end.pop(key, zset, 1, txn).getFirst();
    return Reply.array(
        Reply.bulk(key), Reply.bulk(element.member()), Reply.number(element.score()));
  }
}
