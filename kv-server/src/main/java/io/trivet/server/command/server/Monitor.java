package io.trivet.server.command.server;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;

/// MONITOR: the client sees every command that the server executes.
final class Monitor {
  static final CommandSpec SPEC =
      CommandSpec.named("MONITOR")
          .since("1.0.0")
          .group(CommandGroup.SERVER)
          .summary("Shows all commands as they are executed.")
          .complexity("O(1)")
          .flags(CommandFlag.ADMIN, CommandFlag.NOSCRIPT, CommandFlag.LOADING, CommandFlag.STALE)
          .handler(Monitor::execute);

  private Monitor() {}

  /// Replies nothing to a client that sees them already.
  private static Reply execute(Call call, SessionAccess session) {
    if (session.inTransaction()) {
      throw new CommandError(ErrorText.MONITOR_IN_MULTI);
    }
    return session.monitor() ? Reply.OK : Reply.NONE;
  }
}
