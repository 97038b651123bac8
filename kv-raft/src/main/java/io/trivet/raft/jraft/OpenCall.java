package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.rpc.InvokeCallback;
import com.google.protobuf.Message;
import io.netty.util.concurrent.Future;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// A request that was sent and has no answer yet.
///
/// Whoever takes it out of the table of its connection ends it, so it ends once. Its callback runs
/// on the thread that the library wants, and if that is full on a spare one: never on the event
/// loop.
///
/// Threads: any.
final class OpenCall {

  private final RpcMessageType request;
  private final InvokeCallback callback;
  private final Executor spare;
  private final long sentNs;
  private volatile @Nullable Future<?> timeout;

  OpenCall(RpcMessageType request, InvokeCallback callback, Executor spare, long sentNs) {
    this.request = request;
    this.callback = callback;
    this.spare = spare;
    this.sentNs = sentNs;
  }

  RpcMessageType request() {
    return request;
  }

  long sentNs() {
    return sentNs;
  }

  /// The timer that goes off unless the call ends before.
  void timeout(Future<?> timer) {
    timeout = timer;
  }

  void succeed(Message answer) {
    complete(answer, null);
  }

  void fail(Throwable cause) {
    complete(null, cause);
  }

  private void complete(@Nullable Message answer, @Nullable Throwable cause) {
    Future<?> timer = timeout;
    if (timer != null) {
      timer.cancel(false);
    }
    end(callback, spare, answer, cause);
  }

  /// Tells a callback on the thread that it wants, or on a spare one.
  static void end(
      InvokeCallback callback,
      Executor spare,
      @Nullable Message answer,
      @Nullable Throwable cause) {
    Executor wanted = callback.executor();
    try {
      (wanted == null ? spare : wanted).execute(() -> callback.complete(answer, cause));
    } catch (RejectedExecutionException e) {
      spare.execute(() -> callback.complete(answer, cause));
    }
  }
}
