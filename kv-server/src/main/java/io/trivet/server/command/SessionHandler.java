package io.trivet.server.command;

import io.trivet.server.reply.Reply;

/// A command about the client's own session (AUTH, SELECT, SUBSCRIBE, CLIENT).
@FunctionalInterface
public non-sealed interface SessionHandler extends CommandHandler {
  /// Answers a call, on the session's event loop.
  ///
  /// @throws io.trivet.server.reply.CommandError if it cannot be done
  Reply execute(Call call, SessionAccess session);
}
