package io.trivet.server.dispatch;

import io.trivet.storage.keyspace.ColdKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Loads that a reader with a bound refused: they are tried again whenever one of its loads is
/// done.
///
/// Bounded by the number of connections and workers, each of which waits for one load (I36).
///
/// Threads: any. Invariants: while loads wait here the reader is at something, whose end is heard
/// after the refusal: so none is forgotten.
public final class ColdLoadQueue implements ColdLoader {

  /// A reader that may have too much to do.
  @FunctionalInterface
  public interface Reader {
    /// Begins a load, whose completion may come on any thread, also before this returns.
    ///
    /// @return false, without a completion to come, while it has other loads and takes no more
    boolean load(List<ColdKey> keys, Completion completion);
  }

  private record Waiting(List<ColdKey> keys, Completion completion) {}

  private final Reader reader;
  private final Deque<Waiting> waiting = new ArrayDeque<>(); // Threads: under its own lock
  private volatile int waitingLoads;

  public ColdLoadQueue(Reader reader) {
    this.reader = reader;
  }

  @Override
  public void load(List<ColdKey> keys, Completion completion) {
    Waiting load = new Waiting(keys, completion);
    if (waitingLoads == 0 && offer(load)) {
      return;
    }
    synchronized (waiting) {
      waiting.addLast(load);
      waitingLoads = waiting.size();
    }
    offerWaiting(); // what was done before it could be seen here is told to nobody
  }

  /// Loads that the reader has refused so far.
  public int size() {
    return waitingLoads;
  }

  private void offerWaiting() {
    if (waitingLoads == 0) {
      return;
    }
    synchronized (waiting) {
      for (Waiting next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
        if (!offer(next)) {
          waiting.addFirst(next);
          break;
        }
      }
      waitingLoads = waiting.size();
    }
  }

  private boolean offer(Waiting load) {
    return reader.load(
        load.keys,
        failure -> {
          load.completion.done(failure);
          offerWaiting();
        });
  }
}
