package io.trivet.server.command.list;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.Arguments.repeated;
import static io.trivet.server.command.CommandFlag.DENY_OOM;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.LIST;
import static io.trivet.server.command.KeyFlag.INSERT;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.command.Repeated;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.ListEditor;
import io.trivet.storage.value.Bytes;

/// LPUSH, RPUSH, LPUSHX, RPUSHX: add elements one after another at an end of a list; those with X
/// only if there is a list.
public final class ListPush {
  private static final KeyArg KEY = key("key", RW, INSERT);
  private static final Repeated ELEMENTS = repeated("element", bytes("element"));

  public static final CommandSpec LPUSH =
      named("LPUSH", "1.0.0")
          .summary("Adds elements before the first of a list; a missing list is created.")
          .history("2.4.0", "Takes several elements.")
          .handler((Call call, KeyspaceTxn txn) -> push(call, txn, ListEnd.LEFT));

  public static final CommandSpec RPUSH =
      named("RPUSH", "1.0.0")
          .summary("Adds elements behind the last of a list; a missing list is created.")
          .history("2.4.0", "Takes several elements.")
          .handler((Call call, KeyspaceTxn txn) -> push(call, txn, ListEnd.RIGHT));

  public static final CommandSpec LPUSHX =
      named("LPUSHX", "2.2.0")
          .summary("Adds elements before the first of a list, if there is a list.")
          .history("4.0.0", "Takes several elements.")
          .handler((Call call, KeyspaceTxn txn) -> pushIfPresent(call, txn, ListEnd.LEFT));

  public static final CommandSpec RPUSHX =
      named("RPUSHX", "2.2.0")
          .summary("Adds elements behind the last of a list, if there is a list.")
          .history("4.0.0", "Takes several elements.")
          .handler((Call call, KeyspaceTxn txn) -> pushIfPresent(call, txn, ListEnd.RIGHT));

  private ListPush() {}

  private static CommandSpec.Builder named(String name, String since) {
    return CommandSpec.named(name)
        .since(since)
        .group(LIST)
        .complexity("O(1) per element")
        .flags(WRITE, DENY_OOM, FAST)
        .arguments(KEY, ELEMENTS);
  }

  private static Reply pushIfPresent(Call call, KeyspaceTxn txn, ListEnd end) {
    return txn.list(call.get(KEY)) == null ? Reply.integer(0) : push(call, txn, end);
  }

  /// Replies with the number of elements that the list has then.
  private static Reply push(Call call, KeyspaceTxn txn, ListEnd end) {
    ListEditor list = txn.editList(call.get(KEY));
    for (Bytes element : call.all(ELEMENTS)) {
      end.push(list, element);
    }
    return Reply.integer(list.value().size());
  }
}
