package io.trivet.server.net;

import io.netty.channel.EventLoop;
import io.trivet.server.commit.ReplyGate;
import io.trivet.server.dispatch.Dispatcher;
import io.trivet.storage.log.LogFailedException;
import java.util.ArrayList;
import java.util.List;

/// What one event loop has for all its connections, and the end of its turn.
///
/// A turn is what the loop reads in one go from all sockets that are ready. Connections that were
/// touched are noted; when all have been read, the log is written once and their replies are
/// released together.
///
/// Threads: the event loop's.
final class CommandLoop {

  private final EventLoop eventLoop;
  private final Dispatcher dispatcher;
  private final ReplyGate gate;
  private final BatchEnd batchEnd;
  private final Runnable turnEnd = this::endTurn;
  private List<Connection> touched = new ArrayList<>();
  private List<Connection> ending = new ArrayList<>();

  CommandLoop(EventLoop eventLoop, Dispatcher dispatcher, ReplyGate gate, BatchEnd batchEnd) {
    this.eventLoop = eventLoop;
    this.dispatcher = dispatcher;
    this.gate = gate;
    this.batchEnd = batchEnd;
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  ReplyGate gate() {
    return gate;
  }

  /// A connection has replies that are to be released at the end of this turn.
  void touch(Connection connection) {
    if (touched.isEmpty()) {
      dispatcher.beginBatch();
      eventLoop.execute(turnEnd);
    }
    touched.add(connection);
  }

  private void endTurn() {
    List<Connection> all = touched;
    touched = ending;
    ending = all;
    try {
      batchEnd.run();
    } catch (LogFailedException e) {
      all.forEach(Connection::abort); // nothing that was held may be acknowledged any more (I19)
      all.clear();
      return;
    }
    for (Connection connection : all) {
      connection.endTurn();
    }
    all.clear();
    gate.release();
  }
}
