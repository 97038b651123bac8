package io.trivet.server.command.list;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.Arguments.timeoutSeconds;
import static io.trivet.server.command.CommandFlag.BLOCKING;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.LIST;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.INSERT;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.RequiredChoice;
import io.trivet.server.command.TimeoutArg;
import io.trivet.server.command.WaitedKeys;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.ListEditor;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// LMOVE and RPOPLPUSH, which move an element from an end of a list to an end of another or of the
/// same; BLMOVE and BRPOPLPUSH, which wait for one.
public final class ListMove {
  private static final KeyArg SOURCE = key("source", RW, ACCESS, DELETE);
  private static final KeyArg DESTINATION = key("destination", RW, INSERT);
  private static final RequiredChoice<ListEnd> FROM = oneOf("wherefrom", ListEnd.class).required();
  private static final RequiredChoice<ListEnd> TO = oneOf("whereto", ListEnd.class).required();
  private static final TimeoutArg TIMEOUT = timeoutSeconds("timeout");

  public static final CommandSpec LMOVE =
      named("LMOVE", "6.2.0")
          .summary("Moves an element from an end of a list to an end of a list.")
          .flags(WRITE, DENY_OOM)
          .arguments(SOURCE, DESTINATION, FROM, TO)
          .handler((Call call, KeyspaceTxn txn) -> move(call, txn, call.get(FROM), call.get(TO)));

  public static final CommandSpec RPOPLPUSH =
      named("RPOPLPUSH", "1.2.0")
          .summary("Moves the last element of a list before the first one of a list.")
          .flags(WRITE, DENY_OOM)
          .arguments(SOURCE, DESTINATION)
          .deprecated("6.2.0", "`LMOVE` with the `RIGHT` and `LEFT` arguments")
          .handler((Call call, KeyspaceTxn txn) -> move(call, txn, ListEnd.RIGHT, ListEnd.LEFT));

  public static final CommandSpec BLMOVE =
      named("BLMOVE", "6.2.0")
          .summary("Moves an element from an end of a list to an end of a list; waits for one.")
          .flags(WRITE, DENY_OOM, BLOCKING)
          .arguments(SOURCE, DESTINATION, FROM, TO, TIMEOUT)
          .blockingHandler(
              (call, txn) -> moveIfAny(call, txn, call.get(FROM), call.get(TO)),
              TIMEOUT,
              Reply.absentArray());

  public static final CommandSpec BRPOPLPUSH =
      named("BRPOPLPUSH", "2.2.0")
          .summary(
              "Moves the last element of a list before the first one of a list; waits for one.")
          .flags(WRITE, DENY_OOM, BLOCKING)
          .arguments(SOURCE, DESTINATION, TIMEOUT)
          .history("6.0.0", "Takes the timeout as a double.")
          .deprecated("6.2.0", "`BLMOVE` with the `RIGHT` and `LEFT` arguments")
          .blockingHandler(
              (call, txn) -> moveIfAny(call, txn, ListEnd.RIGHT, ListEnd.LEFT),
              TIMEOUT,
              Reply.absentArray());

  private ListMove() {}

  private static CommandSpec.Builder named(String name, String since) {
    return CommandSpec.named(name).since(since).group(LIST).complexity("O(1)");
  }

  private static @Nullable Reply moveIfAny(Call call, KeyspaceTxn txn, ListEnd from, ListEnd to) {
    if (WaitedKeys.first(call, txn, List.of(call.get(SOURCE)), ValueType.LIST) == null) {
      return null;
    }
    ValueType destination = txn.type(call.get(DESTINATION));
    if (destination != null && destination != ValueType.LIST) {
      throw new CommandError(ErrorText.WRONG_TYPE);
    }
    return move(call, txn, from, to);
  }

  /// Replies with the element moved, or with null if there is none.
  private static Reply move(Call call, KeyspaceTxn txn, ListEnd from, ListEnd to) {
    Bytes sourceKey = call.get(SOURCE);
    Bytes destinationKey = call.get(DESTINATION);
    ListEditor source = txn.editList(sourceKey);
    if (source.value().size() == 0) {
      return Reply.absent();
    }
    if (sourceKey.equals(destinationKey)) {
      return Reply.bulkOrAbsent(turn(source, from, to));
    }
    ListEditor destination = txn.editList(destinationKey);
    Bytes element = from.pop(source);
    if (element != null) {
      to.push(destination, element);
    }
    return Reply.bulkOrAbsent(element);
  }

  /// Moves an element within a list. The list is never without elements in between, so that it
  /// keeps its expiry.
  private static @Nullable Bytes turn(ListEditor list, ListEnd from, ListEnd to) {
    int index = from == ListEnd.LEFT ? 0 : list.value().size() - 1;
    Bytes element = list.value().get(index);
    if (element == null) {
      return null;
    }
    if (from == to || list.value().size() == 1) {
      list.set(index, element);
    } else {
      from.pop(list);
      to.push(list, element);
    }
    return element;
  }
}
