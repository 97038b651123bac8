package io.trivet.server.command;

import io.trivet.server.reply.Reply;

/// A command about the server, the same for every client (CONFIG, INFO, COMMAND).
@FunctionalInterface
public non-sealed interface ServerHandler extends CommandHandler {
  /// Answers a call, on the event loop.
  ///
  /// @throws io.trivet.server.reply.CommandError if it cannot be done
  Reply execute(Call call, ServerAccess server);
}
