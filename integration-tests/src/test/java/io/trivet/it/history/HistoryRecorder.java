package io.trivet.it.history;

import java.util.ArrayList;
import java.util.List;

/// Writes down what clients and faults do, with one clock for all.
///
/// Threads: any; its lock is held for one addition. A time is taken under the lock, before the
/// request is sent and after its reply was read, so the true moment lies between the two.
public final class HistoryRecorder {
  private final long seed;
  private final long beginNs = System.nanoTime();
  private final List<Event> events = new ArrayList<>();
  private int clients;

  /// @param seed of the run
  public HistoryRecorder(long seed) {
    this.seed = seed;
  }

  /// A name that no client had yet. A client whose request has an unknown outcome takes a new one.
  public synchronized int newClient() {
    return clients++;
  }

  /// To be called before the request is sent.
  public synchronized void invoke(int client, Call call) {
    events.add(new Event.Invoke(now(), client, call));
  }

  /// To be called after the reply was read, or the connection was given up.
  ///
  /// @return when, in nanoseconds since the history began
  public synchronized long complete(
      int client, Call call, Outcome outcome, String reply, String node) {
    long atNs = now();
    events.add(new Event.Complete(atNs, client, call, outcome, reply, node));
    return atNs;
  }

  /// Notes what is done to nodes or network. Returns when, in nanoseconds since the history began.
  public synchronized long fault(String text) {
    long atNs = now();
    events.add(new Event.Fault(atNs, text));
    return atNs;
  }

  /// What was written down until now.
  public synchronized History history() {
    return new History(seed, events);
  }

  private long now() {
    return System.nanoTime() - beginNs;
  }
}
