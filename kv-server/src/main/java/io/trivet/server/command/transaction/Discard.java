package io.trivet.server.command.transaction;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;

/// DISCARD: what was queued is forgotten, and so are the keys watched.
final class Discard {
  static final CommandSpec SPEC =
      CommandSpec.named("DISCARD")
          .since("2.0.0")
          .group(CommandGroup.TRANSACTIONS)
          .summary("Forgets the commands of a transaction.")
          .complexity("O(N), when N is the number of queued commands")
          .flags(
              CommandFlag.NOSCRIPT,
              CommandFlag.LOADING,
              CommandFlag.STALE,
              CommandFlag.FAST,
              CommandFlag.ALLOW_BUSY)
          .handler(Discard::execute);

  private Discard() {}

  private static Reply execute(Call call, SessionAccess session) {
    if (!session.inTransaction()) {
      throw new CommandError(ErrorText.DISCARD_WITHOUT_MULTI);
    }
    session.dropTransaction();
    return Reply.OK;
  }
}
