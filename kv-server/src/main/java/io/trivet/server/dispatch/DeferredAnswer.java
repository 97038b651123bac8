package io.trivet.server.dispatch;

import io.trivet.server.command.Answer;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one answer to a command that answers later, for a client that is parked meanwhile.
///
/// An answer given during the call that defers comes in the loop's next task, when the client is
/// parked.
///
/// Threads: any. Whoever comes first answers; the rest is dropped, and so is an answer to a client
/// that is gone.
final class DeferredAnswer implements Answer {
  private static final Logger LOG = LoggerFactory.getLogger(DeferredAnswer.class);

  private final Client client;
  private final AtomicBoolean isGiven = new AtomicBoolean();

  DeferredAnswer(Client client) {
    this.client = client;
  }

  @Override
  public void give(Reply reply) {
    if (isGiven.compareAndSet(false, true)) {
      onLoop(() -> answer(reply));
    }
  }

  /// Whoever answers must not suffer from the end of the event loops, after which nobody waits.
  private void onLoop(Runnable task) {
    try {
      client.loop().execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("nobody waits for the answer any more, the event loops have ended", e);
    }
  }

  @Override
  public void giveAfter(long delayMs, Supplier<Reply> reply) {
    var _ =
        client
            .loop()
            .schedule(
                () -> {
                  if (isGiven.compareAndSet(false, true)) {
                    answer(reply.get());
                  }
                },
                delayMs,
                TimeUnit.MILLISECONDS);
  }

  @Override
  public void endedBy(Supplier<Reply> reply) {
    client
        .session()
        .waiting(isError -> {
          if (!isGiven.compareAndSet(false, true)) {
            return false;
          }
          onLoop(() -> answer(ended(isError, reply)));
          return true;
        });
  }

  private static Reply ended(boolean isError, Supplier<Reply> reply) {
    return isError ? Reply.error(ErrorText.UNBLOCKED) : reply.get();
  }

  private void answer(Reply reply) {
    client.session().waiting(null);
    client.session().reply(reply, 0);
    client.resume();
  }
}
