package io.trivet.it.nemesis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the clients see, for the thread that makes the faults: which member acknowledged the last
/// write, how many requests were acknowledged, and answers that nobody understands.
///
/// Threads: any, by its lock.
final class Pulse {
  private static final int STRANGE_KEPT = 20;

  private final Map<String, Integer> refusals = new LinkedHashMap<>();
  private final List<String> strange = new ArrayList<>();
  private long acknowledged;
  private long ended;
  private long lastWriteInvokedNs = Long.MIN_VALUE;
  private int lastWriter = 1;

  /// @param invokedNs when the request was sent, by System.nanoTime
  synchronized void acknowledged(int member, boolean isWrite, long invokedNs) {
    acknowledged++;
    ended++;
    if (isWrite) {
      lastWriter = member;
      lastWriteInvokedNs = Math.max(lastWriteInvokedNs, invokedNs);
      notifyAll();
    }
  }

  /// @param reason the first word of it is counted
  synchronized void notAcknowledged(String reason) {
    ended++;
    refusals.merge(reason.split("[ :]", 2)[0], 1, Integer::sum);
  }

  synchronized void strange(String text) {
    if (strange.size() < STRANGE_KEPT) {
      strange.add(text);
    }
  }

  /// Waits until a write was acknowledged that was sent from now on.
  ///
  /// @return how long it took in milliseconds, or -1 if there was none in time
  synchronized long awaitWrite(long withinMs) throws InterruptedException {
    long beginNs = System.nanoTime();
    long endNs = beginNs + withinMs * 1_000_000;
    while (lastWriteInvokedNs < beginNs) {
      long leftMs = (endNs - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        return -1;
      }
      wait(leftMs);
    }
    return (System.nanoTime() - beginNs) / 1_000_000;
  }

  /// The member that acknowledged the last write.
  synchronized int primary() {
    return lastWriter;
  }

  synchronized Count count() {
    return new Count(acknowledged, ended);
  }

  synchronized List<String> strange() {
    return List.copyOf(strange);
  }

  /// How often requests were not acknowledged, by the first word of the reason.
  synchronized Map<String, Integer> refusals() {
    return Map.copyOf(refusals);
  }

  /// Requests until some moment.
  record Count(long acknowledged, long ended) {
    Count since(Count before) {
      return new Count(acknowledged - before.acknowledged, ended - before.ended);
    }
  }
}
