package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.rpc.InvokeCallback;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Completes a future that somebody waits for, on whatever thread brings the answer.
///
/// No other thread is needed, so a waiter that holds a lock cannot be waited for in turn. Nothing
/// may depend on the future but that waiter.
///
/// @param answer completed with the answer or the failure
record DirectCallback(CompletableFuture<Object> answer) implements InvokeCallback {

  @Override
  public void complete(Object result, Throwable cause) {
    if (cause == null) {
      answer.complete(result);
    } else {
      answer.completeExceptionally(cause);
    }
  }

  @Override
  public Executor executor() {
    return Runnable::run;
  }
}
