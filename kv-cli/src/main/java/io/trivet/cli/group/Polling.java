package io.trivet.cli.group;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Asks again and again until an answer will do.
public final class Polling {
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private Polling() {}

  /// Asks.
  @FunctionalInterface
  public interface Question<T> {
    T ask() throws IOException;
  }

  /// Whether an answer will do.
  @FunctionalInterface
  public interface Check<T> {
    boolean isMet(T answer) throws IOException;
  }

  /// The first answer that will do, or the last one when the time is up or the thread is
  /// interrupted.
  public static <T> T await(Question<T> question, Check<T> check, long timeoutMs)
      throws IOException {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    T answer = question.ask();
    while (!check.isMet(answer)
        && System.nanoTime() - deadlineNs < 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE_NS);
      answer = question.ask();
    }
    return answer;
  }
}
