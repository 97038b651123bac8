package io.trivet.server.command;

import io.trivet.server.reply.Reply;
import java.util.function.Supplier;

/// Where the answer of a [DeferredHandler] goes. The first one given counts.
///
/// Threads: any.
public interface Answer {
  /// Answers, now or as soon as the session's loop comes to it.
  void give(Reply reply);

  /// Answers after some time, unless somebody has before.
  ///
  /// @param reply made on the session's loop when the time is up
  void giveAfter(long delayMs, Supplier<Reply> reply);

  /// Lets CLIENT UNBLOCK end the wait with this answer.
  void endedBy(Supplier<Reply> reply);
}
