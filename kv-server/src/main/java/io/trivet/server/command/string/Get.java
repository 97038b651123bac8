package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.ACCESS;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// GET: the string at a key.
public final class Get {
  private static final KeyArg KEY = key("key", RO, ACCESS);

  /// The declaration of GET.
  public static final CommandSpec SPEC =
      CommandSpec.named("GET")
          .since("1.0.0")
          .group(STRING)
          .summary("Returns the string stored at a key.")
          .complexity("O(1)")
          .flags(READONLY, FAST)
          .arguments(KEY)
          .handler(Get::execute);

  private Get() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    return Reply.bulkOrAbsent(txn.string(call.get(KEY)));
  }
}
