package io.trivet.server.command.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.trivet.raft.AckLevel;
import io.trivet.server.commit.StandbyCopies;
import io.trivet.server.reply.Reply;
import org.jspecify.annotations.Nullable;

/// One client's wait for standbys, which leaves nothing behind however it ends.
///
/// Threads: any.
final class StandbyWait {
  private final StandbyCopies copies;

  @GuardedBy("this")
  private boolean isOver;

  @GuardedBy("this")
  private StandbyCopies.@Nullable Waiter waiter;

  StandbyWait(StandbyCopies copies) {
    this.copies = copies;
  }

  /// Begins to wait, unless the wait is over already.
  synchronized void begin(long sequence, int standbys, AckLevel level, Runnable action) {
    if (!isOver) {
      waiter = copies.whenHeld(sequence, standbys, level, action);
    }
  }

  /// Ends the wait.
  ///
  /// @return the reply that it ends with
  synchronized Reply endedWith(Reply reply) {
    isOver = true;
    if (waiter != null) {
      waiter.end();
    }
    return reply;
  }
}
