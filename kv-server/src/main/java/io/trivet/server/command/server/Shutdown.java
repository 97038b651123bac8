package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.Arguments.token;

import io.trivet.server.command.Call;
import io.trivet.server.command.Choice;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.Token;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;

/// SHUTDOWN: the end of the server. The log is always brought to disk before; a checkpoint, which
/// makes the next start quicker, is left out with NOSAVE. NOW and FORCE change nothing: there are
/// no standbys to wait for.
final class Shutdown {

  private enum Saving {
    NOSAVE,
    SAVE
  }

  private static final Choice<Saving> SAVING = oneOf("save-selector", Saving.class);
  private static final Token NOW = token("NOW");
  private static final Token FORCE = token("FORCE");
  private static final Token ABORT = token("ABORT");

  static final CommandSpec SPEC =
      CommandSpec.named("SHUTDOWN")
          .since("1.0.0")
          .group(CommandGroup.SERVER)
          .summary("Brings everything to disk and ends the server.")
          .complexity("O(N) where N is the number of keys changed since the last checkpoint")
          .flags(
              CommandFlag.ADMIN,
              CommandFlag.NOSCRIPT,
              CommandFlag.LOADING,
              CommandFlag.STALE,
              CommandFlag.NO_MULTI,
              CommandFlag.ALLOW_BUSY)
          .history("7.0.0", "The options `NOW`, `FORCE` and `ABORT`.")
          .arguments(SAVING, NOW, FORCE, ABORT)
          .handler(Shutdown::execute);

  private Shutdown() {}

  /// Does not reply: the connection is closed.
  private static Reply execute(Call call, ServerAccess server) {
    if (call.has(ABORT)) {
      boolean isAlone = !call.has(SAVING) && !call.has(NOW) && !call.has(FORCE);
      throw new CommandError(isAlone ? ErrorText.NO_SHUTDOWN : ErrorText.SYNTAX_ERROR);
    }
    server.stops().stop(call.get(SAVING) != Saving.NOSAVE);
    return Reply.NONE;
  }
}
