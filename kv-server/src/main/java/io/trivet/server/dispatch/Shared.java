package io.trivet.server.dispatch;

import io.trivet.server.command.CommandTable;
import io.trivet.server.session.BlockedCalls;
import io.trivet.server.session.ClientPause;
import io.trivet.server.time.Clock;
import io.trivet.storage.keyspace.KeyspaceTxn;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// What the dispatchers of all event loops have in common.
public record Shared(
    CommandTable commands,
    BlockedCalls blockedCalls,
    WorkerPool workers,
    ColdLoader coldLoader,
    LogRoom logRoom,
    ClientPause clientPause,
    CommandObserver observer,
    LongSupplier appendedSequence,
    BooleanSupplier mayWrite,
    Clock clock) {

  /// Begins a transaction, which changes nothing on a node that must not: not even a key whose time
  /// has come (I30).
  void begin(KeyspaceTxn txn, int database, long nowMs) {
    txn.begin(database, nowMs);
    if (!mayWrite.getAsBoolean()) {
      txn.readOnly();
    }
  }

  /// The sequence that an answer needs which may depend on anything.
  long endOfLog() {
    return appendedSequence.getAsLong();
  }
}
