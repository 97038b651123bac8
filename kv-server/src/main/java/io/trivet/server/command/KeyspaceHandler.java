package io.trivet.server.command;

import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// A function of a call and the keys it names, run on the event loop under the locks of their
/// slots.
@FunctionalInterface
public non-sealed interface KeyspaceHandler extends CommandHandler {
  /// Answers a call. It sees no session, clock, socket or log.
  ///
  /// @throws io.trivet.server.reply.CommandError if it cannot be done; nothing has been changed
  ///   then
  Reply execute(Call call, KeyspaceTxn txn);
}
