package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

/// Lets producers wait for room.
///
/// Threads: any.
final class AwaitedRoom implements LogListener {
  private long turns;
  private boolean isFailed;

  @Override
  public synchronized void failed(LogFailedException cause) {
    isFailed = true;
    notifyAll();
  }

  @Override
  public synchronized void roomAvailable() {
    turns++;
    notifyAll();
  }

  synchronized long turns() {
    return turns;
  }

  synchronized void awaitTurnAfter(long turn) throws InterruptedException {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (turns == turn) {
      assertThat(isFailed).isFalse();
      assertThat(System.nanoTime()).as("room comes back").isLessThan(deadlineNs);
      wait(1000);
    }
  }
}
