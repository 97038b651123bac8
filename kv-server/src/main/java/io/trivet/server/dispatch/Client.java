package io.trivet.server.dispatch;

import io.trivet.server.session.Session;
import java.util.concurrent.ScheduledExecutorService;

/// The connection of a session, as far as the dispatcher needs it.
public interface Client {

  Session session();

  /// The event loop that owns the connection.
  ScheduledExecutorService loop();

  /// Ends the wait that an [Outcome] other than DONE began; on the loop.
  void resume();
}
