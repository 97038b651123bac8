package io.trivet.server.dispatch;

import io.trivet.server.command.CommandSpec;
import io.trivet.server.resp.Request;
import io.trivet.server.session.Session;

/// Hears of every command that was executed or refused: statistics, slow log, latency.
///
/// Threads: called on the event loop or worker that executed.
public interface CommandObserver {

  /// A command ran for `durationNs`; the request is valid during the call only.
  void executed(
      CommandSpec spec, Session session, Request request, long durationNs, boolean failed);

  /// A command was refused before it ran.
  void rejected(CommandSpec spec);
}
