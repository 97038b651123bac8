package io.trivet.server.command.string;

import static io.trivet.server.command.Arguments.key;
import static io.trivet.server.command.CommandFlag.FAST;
import static io.trivet.server.command.CommandFlag.READONLY;
import static io.trivet.server.command.CommandGroup.STRING;
import static io.trivet.server.command.KeyFlag.RO;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.KeyArg;
import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// STRLEN: the length of the string at a key.
public final class StrLen {
  private static final KeyArg KEY = key("key", RO);

  /// The declaration of STRLEN.
  public static final CommandSpec SPEC =
      CommandSpec.named("STRLEN")
          .since("2.2.0")
          .group(STRING)
          .summary("Returns the length in bytes of the string stored at a key.")
          .complexity("O(1)")
          .flags(READONLY, FAST)
          .arguments(KEY)
          .handler(StrLen::execute);

  private StrLen() {}

  private static Reply execute(Call call, KeyspaceTxn txn) {
    return Reply.integer(txn.stringLength(call.get(KEY)));
  }
}
