package io.trivet.server.command.connection;

import static io.trivet.server.command.Arguments.int64;
import static io.trivet.server.command.Arguments.oneOf;

import io.trivet.server.command.Call;
import io.trivet.server.command.Choice;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Int64Arg;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;

/// CLIENT UNBLOCK: ends another client's wait in a blocking command.
final class ClientUnblock {

  private enum Reason {
    TIMEOUT,
    ERROR
  }

  private static final Int64Arg ID = int64("client-id");
  private static final Choice<Reason> REASON = oneOf("unblock-type", Reason.class);

  static final CommandSpec SPEC =
      Client.subcommand("UNBLOCK", "5.0.0")
          .summary("Ends the wait of a client in a blocking command.")
          .complexity("O(1)")
          .flags(CommandFlag.ADMIN)
          .arguments(ID, REASON)
          .surplusError(ErrorText.CLIENT_UNBLOCK_REASON)
          .handler(ClientUnblock::execute);

  private ClientUnblock() {}

  /// Replies 1 if the client waited, else 0.
  private static Reply execute(Call call, ServerAccess server) {
    return Reply.oneIf(server.clients().unblock(call.get(ID), call.get(REASON) == Reason.ERROR));
  }
}
