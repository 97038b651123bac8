package io.trivet.server.command.connection;

import static io.trivet.server.command.Arguments.oneOf;
import static io.trivet.server.command.Arguments.timeoutMs;

import io.trivet.server.command.Call;
import io.trivet.server.command.Choice;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.PauseControl;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.TimeoutArg;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;

/// CLIENT PAUSE and UNPAUSE: commands of all clients wait for some time.
final class ClientPauses {
  private static final TimeoutArg TIMEOUT = timeoutMs("timeout");
  private static final Choice<PauseControl.Scope> MODE = oneOf("mode", PauseControl.Scope.class);

  static final CommandSpec PAUSE =
      Client.subcommand("PAUSE", "3.0.0")
          .summary("Holds back the commands of all clients.")
          .complexity("O(1)")
          .flags(CommandFlag.ADMIN)
          .history("6.2.0", "The mode, `WRITE` or `ALL`.")
          .arguments(TIMEOUT, MODE)
          .surplusError(ErrorText.CLIENT_PAUSE_MODE)
          .handler(ClientPauses::pause);

  static final CommandSpec UNPAUSE =
      Client.subcommand("UNPAUSE", "6.2.0")
          .summary("Lets the commands of all clients go on.")
          .complexity("O(N) where N is the number of clients held back")
          .flags(CommandFlag.ADMIN)
          .handler(ClientPauses::unpause);

  private ClientPauses() {}

  private static Reply pause(Call call, ServerAccess server) {
    long nowMs = server.clock().wallMs();
    long timeoutMs = call.get(TIMEOUT);
    if (timeoutMs > Long.MAX_VALUE - nowMs) {
      throw new CommandError(ErrorText.TIMEOUT_OUT_OF_RANGE);
    }
    PauseControl.Scope mode = call.get(MODE);
    server.pauses().pause(mode == null ? PauseControl.Scope.ALL : mode, nowMs + timeoutMs);
    return Reply.OK;
  }

  private static Reply unpause(Call call, ServerAccess server) {
    server.pauses().unpause();
    return Reply.OK;
  }
}
