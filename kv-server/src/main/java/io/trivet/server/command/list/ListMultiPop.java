package io.trivet.server.command.list;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.Arguments.timeoutSeconds;
import static io.trivet.server.command.CommandFlag.BLOCKING;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.LIST;
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
import org.jspecify.annotations.Nullable;

/// LMPOP and BLMPOP: remove elements at an end of the first of several lists that has any.
public final class ListMultiPop {
  private static final TimeoutArg TIMEOUT = timeoutSeconds("timeout");
  private static final Int64Arg NUMKEYS =
      int64("numkeys")
          .orError(ErrorText.NUMKEYS_NOT_POSITIVE)
          .atLeast(1, ErrorText.NUMKEYS_NOT_POSITIVE);
  private static final Repeated KEYS = keys("key", RW, ACCESS, DELETE).countedBy(NUMKEYS);
  private static final RequiredChoice<ListEnd> WHERE = oneOf("where", ListEnd.class).required();
  private static final Int64Arg COUNT =
      int64("count")
          .after("COUNT")
          .orError(ErrorText.COUNT_NOT_POSITIVE)
          .atLeast(1, ErrorText.COUNT_NOT_POSITIVE)
          .optional();

  public static final CommandSpec LMPOP =
      named("LMPOP")
          .summary("Removes elements of the first list that has any and replies with them.")
          .flags(WRITE)
          .arguments(NUMKEYS, KEYS, WHERE, COUNT)
          .handler(ListMultiPop::popOrAbsent);

  public static final CommandSpec BLMPOP =
      named("BLMPOP")
          .summary("Removes elements of the first list that has any; waits until one has.")
          .flags(WRITE, BLOCKING)
          .arguments(TIMEOUT, NUMKEYS, KEYS, WHERE, COUNT)
          .blockingHandler(ListMultiPop::pop, TIMEOUT, Reply.absentArray());

  private ListMultiPop() {}

  private static CommandSpec.Builder named(String name) {
    return CommandSpec.named(name)
        .since("7.0.0")
        .group(LIST)
        .complexity("O(N+M), N being the number of keys and M that of elements removed");
  }

  private static Reply popOrAbsent(Call call, KeyspaceTxn txn) {
    Reply reply = pop(call, txn);
    return reply == null ? Reply.absentArray() : reply;
  }

  /// Replies with the key and an array of its elements; null if no list has any.
  private static @Nullable Reply pop(Call call, KeyspaceTxn txn) {
    Bytes key = WaitedKeys.first(call, txn, call.all(KEYS), ValueType.LIST);
    if (key == null) {
      return null;
    }
    return Reply.array(
        Reply.bulk(key), Reply.bulks(call.get(WHERE).pop(txn.editList(key), call.get(COUNT, 1))));
  }
}
