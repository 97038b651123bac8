package io.trivet.server.session;

import io.trivet.server.command.BlockingHandler;
import io.trivet.server.command.Call;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// A blocking command that waits for one of its keys.
///
/// Exactly one of those who may end the wait wins it by [#claim]: a transaction that made a key
/// ready, the timeout, the client's disconnection, CLIENT UNBLOCK.
///
/// Threads: claim and unclaim from any, the rest is immutable.
public final class BlockedCall {

  private enum State {
    WAITING,
    CLAIMED
  }

  /// Who is told how the wait ended; called on any thread.
  public interface Waiter {
    /// The wait was answered by a transaction with this sequence.
    void answered(BlockedCall call, Reply reply, long sequence);

    /// The wait is to end without an answer from the keyspace.
    ///
    /// @return false if it has ended already
    boolean end(BlockedCall call, Reply reply);

    /// A key may be ready, but whoever saw it could not serve it: attempt again.
    void retry(BlockedCall call);
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final Waiter waiter;
  private final Call call;
  private final BlockingHandler handler;
  private final List<Bytes> keys;
  private final int databaseIndex;
  private final long deadlineNs;

  /// No deadline.
  public static final long NEVER = Long.MAX_VALUE;

  /// A call over words of its own, which nobody changes; it waits until `deadlineNs` of the
  /// monotonic clock.
  public BlockedCall(
      Waiter waiter, Call call, BlockingHandler handler, List<Bytes> keys, long deadlineNs) {
    this.waiter = waiter;
    this.call = call;
    this.handler = handler;
    this.keys = List.copyOf(keys);
    this.databaseIndex = call.databaseIndex();
    this.deadlineNs = deadlineNs;
  }

  public Waiter waiter() {
    return waiter;
  }

  public Call call() {
    return call;
  }

  public BlockingHandler handler() {
    return handler;
  }

  public List<Bytes> keys() {
    return keys;
  }

  public long deadlineNs() {
    return deadlineNs;
  }

  public int databaseIndex() {
    return databaseIndex;
  }

  /// Takes the right to end the wait; false if somebody else has it.
  public boolean claim() {
    return state.compareAndSet(State.WAITING, State.CLAIMED);
  }

  /// Gives the right back: the key was not ready after all.
  public void unclaim() {
    state.set(State.WAITING);
  }

  /// Ends the wait from outside: CLIENT UNBLOCK.
  ///
  /// @return false if it has ended already
  boolean end(boolean isError) {
    Reply reply = isError ? Reply.error(ErrorText.UNBLOCKED) : handler.atTimeout().apply(call);
    return waiter.end(this, reply);
  }

  public boolean isWaiting() {
    return state.get() == State.WAITING;
  }
}
