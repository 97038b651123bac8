package io.trivet.server.dispatch;

import io.trivet.server.session.ClientLink;
import io.trivet.server.session.Session;

/// The connection of a session, as far as the dispatcher needs it.
public interface Client extends ClientLink {

  Session session();

  /// Ends the wait that an [Outcome] other than DONE began; on the loop.
  void resume();
}
