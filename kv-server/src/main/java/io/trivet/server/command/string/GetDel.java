package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.WRITE;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.DELETE;
import static io.trivet.server.command.KeyFlag.RW;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;

/// GETDEL: gives the string at a key and deletes the key.
public final class GetDel {
  private static final KeyArg KEY = key("key", RW, ACCESS, DELETE);

  /// The declaration of GETDEL.
  public static final CommandSpec SPEC =
      CommandSpec.named("GETDEL")
          .since("6.2.0")
          .group(STRING)
          .summary("Returns the string stored at a key and deletes the key.")
          .complexity("O(1)")
          .flags(WRITE, FAST)
          .arguments(KEY)
          .handler(GetDel::execute);

  private GetDel() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    Bytes key = call.get(KEY);
    Bytes old = txn.string(key);
    txn.remove(key);
    return Reply.bulkOrAbsent(old);
  }
}
