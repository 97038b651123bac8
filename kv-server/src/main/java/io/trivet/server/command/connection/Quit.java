package io.trivet.server.command.connection;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.Reply;

/// QUIT: the end of the connection. Whatever words follow are ignored.
final class Quit {
  static final CommandSpec SPEC =
      CommandSpec.named("QUIT")
          .since("1.0.0")
          .group(CommandGroup.CONNECTION)
          .summary("Closes the connection.")
          .complexity("O(1)")
          .flags(
              CommandFlag.NOSCRIPT,
              CommandFlag.LOADING,
              CommandFlag.STALE,
              CommandFlag.FAST,
              CommandFlag.NO_AUTH,
              CommandFlag.ALLOW_BUSY)
          .deprecated("7.2.0", "just closing the connection")
          .freeWords()
          .handler(Quit::execute);

  private Quit() {}

  private static Reply execute(Call call, SessionAccess session) {
    session.closeAfterReply();
    return Reply.OK;
  }
}
