package io.trivet.server.dispatch;

import io.trivet.server.command.Answer;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// The one answer to a command that answers later, for a client that is parked meanwhile.
///
/// An answer given during the call that defers comes in the loop's next task, when the client is
/// parked.
///
/// Threads: any. Whoever comes first answers; the rest is dropped, and so is an answer to a client
/// that is gone.
final class DeferredAnswer implements Answer {
  private final Client client;
  private final AtomicBoolean isGiven = new AtomicBoolean();

  DeferredAnswer(Client client) {
    this.client = client;
  }

  @Override
  public void give(Reply reply) {
    if (isGiven.compareAndSet(false, true)) {
      client.loop().execute(() -> answer(reply));
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
          client.loop().execute(() -> answer(ended(isError, reply)));
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
