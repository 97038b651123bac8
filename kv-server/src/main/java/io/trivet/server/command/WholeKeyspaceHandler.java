package io.trivet.server.command;

import io.trivet.server.reply.Reply;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// A function over the whole keyspace (KEYS, SCAN, FLUSHALL), run on a worker thread while the
/// connection is parked.
@FunctionalInterface
public non-sealed interface WholeKeyspaceHandler extends CommandHandler {
  /// Answers a call.
  ///
  /// @throws io.trivet.server.reply.CommandError if it cannot be done
  Reply execute(Call call, KeyspaceTxn txn);
}
