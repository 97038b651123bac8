package io.trivet.server.command.set;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.keys;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.SET;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.OW;
import static io.trivet.server.command.KeyFlag.RO;
import static io.trivet.server.command.KeyFlag.RW;
import static io.trivet.server.command.KeyFlag.UPDATE;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.SetValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// SUNION, SINTER and SDIFF, which show what several sets combine to, and SUNIONSTORE, SINTERSTORE
/// and SDIFFSTORE, which keep it.
public final class SetAlgebra {
  private static final String COMPLEXITY_OF_ALL = "O(N), N being the number of members of all sets";
  private static final String COMPLEXITY_OF_COMMON =
      "O(N*M), N being the number of members of the smallest set and M the number of sets";

  private static final KeyArg DESTINATION = key("destination", OW, UPDATE);

  /// SINTERSTORE alone is declared as if it read its destination; it does not.
  private static final KeyArg READ_DESTINATION = key("destination", RW, UPDATE);

  private static final Repeated KEYS = keys("key", RO, ACCESS);

  public static final CommandSpec SUNION =
      shown("SUNION")
          .summary("Replies with the members that any of several sets has.")
          .complexity(COMPLEXITY_OF_ALL)
          .handler((Call call, KeyspaceTxn txn) -> show(call, txn, SetOperation.UNION));

  public static final CommandSpec SINTER =
      shown("SINTER")
          .summary("Replies with the members that all of several sets have.")
          .complexity(COMPLEXITY_OF_COMMON)
          .handler((Call call, KeyspaceTxn txn) -> show(call, txn, SetOperation.INTERSECTION));

  public static final CommandSpec SDIFF =
      shown("SDIFF")
          .summary("Replies with the members of the first of several sets that no other has.")
          .complexity(COMPLEXITY_OF_ALL)
          .handler((Call call, KeyspaceTxn txn) -> show(call, txn, SetOperation.DIFFERENCE));

  public static final CommandSpec SUNIONSTORE =
      stored("SUNIONSTORE")
          .summary("Stores the members that any of several sets has.")
          .complexity(COMPLEXITY_OF_ALL)
          .arguments(DESTINATION, KEYS)
          .handler(
              (Call call, KeyspaceTxn txn) -> store(call, txn, DESTINATION, SetOperation.UNION));

  public static final CommandSpec SINTERSTORE =
      stored("SINTERSTORE")
          .summary("Stores the members that all of several sets have.")
          .complexity(COMPLEXITY_OF_COMMON)
          .arguments(READ_DESTINATION, KEYS)
          .handler((Call call, KeyspaceTxn txn) ->
              store(call, txn, READ_DESTINATION, SetOperation.INTERSECTION));

  public static final CommandSpec SDIFFSTORE =
      stored("SDIFFSTORE")
          .summary("Stores the members of the first of several sets that no other has.")
          .complexity(COMPLEXITY_OF_ALL)
          .arguments(DESTINATION, KEYS)
          .handler((Call call, KeyspaceTxn txn) ->
              store(call, txn, DESTINATION, SetOperation.DIFFERENCE));

  private SetAlgebra() {}

  private static CommandSpec.Builder shown(String name) {
    return CommandSpec.named(name)
        .since("1.0.0")
        .group(SET)
        .flags(READONLY)
        .arguments(KEYS)
        .hints("nondeterministic_output_order");
  }

  private static CommandSpec.Builder stored(String name) {
    return CommandSpec.named(name).since("1.0.0").group(SET).flags(WRITE, DENY_OOM);
  }

  private static Reply show(Call call, KeyspaceTxn txn, SetOperation operation) {
    return Reply.bulkSet(List.copyOf(operation.of(operands(call.all(KEYS), txn))));
  }

  /// Replies with the number of members stored. The destination may be one of the operands;
  /// whatever it held is gone, and if there are no members, so is the key.
  private static Reply store(
      Call call, KeyspaceTxn txn, KeyArg destination, SetOperation operation) {
    SetValue result = SetValue.create();
    for (Bytes member : operation.of(operands(call.all(KEYS), txn))) {
      result.add(member, txn.keyspace().limits());
    }
    int size = result.size();
    txn.putCollection(call.get(destination), result, KeyspaceTxn.NEVER);
    return Reply.integer(size);
  }

  /// The sets at the keys, null for a missing one.
  static List<@Nullable SetValue> operands(List<Bytes> keys, KeyspaceTxn txn) {
    List<@Nullable SetValue> sets = new ArrayList<>(keys.size());
    for (Bytes key : keys) {
      sets.add(txn.set(key));
    }
    return sets;
  }
}
