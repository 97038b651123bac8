package io.trivet.server.dispatch;

import io.trivet.server.command.CommandTable;
import io.trivet.server.session.BlockedCalls;
import io.trivet.server.session.ClientPause;
import io.trivet.server.time.Clock;
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
    Clock clock) {

  /// The sequence that an answer needs which may depend on anything.
  long endOfLog() {
    return appendedSequence.getAsLong();
  }
}
