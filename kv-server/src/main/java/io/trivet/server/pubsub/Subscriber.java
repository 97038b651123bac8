package io.trivet.server.pubsub;

import java.util.concurrent.Executor;

/// Who gets messages: a client's session.
///
/// Threads: [#loop] from any, [#receive] on that loop.
public interface Subscriber {

  /// The loop on which messages are handed over.
  Executor loop();

  /// Takes a message, which may be seen once `sequence` is committed. Never waits: a subscriber who
  /// does not take what it was sent is closed.
  void receive(Message message, long sequence);
}
