package io.trivet.server.command.list;

import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.Arguments.timeoutSeconds;
import static io.trivet.server.command.CommandFlag.BLOCKING;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.LIST;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.TimeoutArg;
import io.trivet.server.command.WaitedKeys;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ValueType;
import org.jspecify.annotations.Nullable;

/// BLPOP and BRPOP: remove an element at an end of the first of several lists that has any, and
/// wait until one has.
public final class ListBlockingPop {
  private static final Repeated KEYS = keys("key", RW, ACCESS, DELETE);
  private static final TimeoutArg TIMEOUT = timeoutSeconds("timeout");

  public static final CommandSpec BLPOP =
      named("BLPOP")
          .summary("Removes the first element of the first list that has any; waits until one has.")
          .blockingHandler(
              (call, txn) -> pop(call, txn, ListEnd.LEFT), TIMEOUT, Reply.absentArray());

  public static final CommandSpec BRPOP =
      named("BRPOP")
          .summary("Removes the last element of the first list that has any; waits until one has.")
          .blockingHandler(
              (call, txn) -> pop(call, txn, ListEnd.RIGHT), TIMEOUT, Reply.absentArray());

  private ListBlockingPop() {}

  private static CommandSpec.Builder named(String name) {
    return CommandSpec.named(name)
        .since("2.0.0")
        .group(LIST)
        .complexity("O(N), N being the number of keys")
        .flags(WRITE, BLOCKING)
        .arguments(KEYS, TIMEOUT)
        .history("6.0.0", "Takes the timeout as a double.");
  }

  /// Replies with the key and its element; null if no list has any.
  private static @Nullable Reply pop(Call call, KeyspaceTxn txn, ListEnd end) {
    Bytes key = WaitedKeys.first(call, txn, call.all(KEYS), ValueType.LIST);
    if (key == null) {
      return null;
    }
    return Reply.array(Reply.bulk(key), Reply.bulkOrAbsent(end.pop(txn.editList(key))));
  }
}
