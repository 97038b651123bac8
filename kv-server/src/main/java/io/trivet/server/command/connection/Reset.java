package io.trivet.server.command.connection;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.Reply;

/// RESET: the session as it was at the beginning, before authentication.
final class Reset {
  static final CommandSpec SPEC =
      CommandSpec.named("RESET")
          .since("6.2.0")
          .group(CommandGroup.CONNECTION)
          .summary("Makes the connection as it was when it was opened.")
          .complexity("O(1)")
          .flags(
              CommandFlag.NOSCRIPT,
              CommandFlag.LOADING,
              CommandFlag.STALE,
              CommandFlag.FAST,
              CommandFlag.NO_AUTH,
              CommandFlag.ALLOW_BUSY)
          .handler(Reset::execute);

  private Reset() {}

  private static Reply execute(Call call, SessionAccess session) {
    session.reset();
    return Reply.simple("RESET");
  }
}
