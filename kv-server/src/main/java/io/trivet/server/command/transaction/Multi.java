package io.trivet.server.command.transaction;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;

/// MULTI: commands are queued from now on.
final class Multi {
  static final CommandSpec SPEC =
      CommandSpec.named("MULTI")
          .since("1.2.0")
          .group(CommandGroup.TRANSACTIONS)
          .summary("Begins a transaction: the commands that follow wait for EXEC.")
          .complexity("O(1)")
          .flags(
              CommandFlag.NOSCRIPT,
              CommandFlag.LOADING,
              CommandFlag.STALE,
              CommandFlag.FAST,
              CommandFlag.ALLOW_BUSY)
          .handler(Multi::execute);

  private Multi() {}

  private static Reply execute(Call call, SessionAccess session) {
    if (session.inTransaction()) {
      throw new CommandError(ErrorText.NESTED_MULTI);
    }
    session.beginTransaction();
    return Reply.OK;
  }
}
