package io.trivet.it.nemesis;

import io.trivet.it.history.Call;
import io.trivet.it.history.Outcome;
import io.trivet.it.history.Verb;
import io.trivet.it.history.Workload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Chooses the next request of each client, and changes keys before a checker would be asked too
/// much.
///
/// Each workload has two keys at a time, half of the clients on each: at most 8 of 16. A key is
/// left after so many requests, after one of unknown outcome, and after each fault; at most those
/// that are under way then can still become unknown.
///
/// Threads: any, by its lock.
final class KeyWindows {
  private static final int LANES = 2;
  private static final int MOST_OPERATIONS = 280;
  private static final int LONGEST_LIST = 200;
  private static final int LONGEST_TTL_MS = 1500;
  private static final int SHORTEST_TTL_MS = 100;

  /// Of 100 requests so many are of a workload.
  private static final Map<Workload, Integer> SHARES =
      new EnumMap<>(
          Map.of(
              Workload.LIST, 40,
              Workload.PAIR, 10,
              Workload.REGISTER, 15,
              Workload.COUNTER, 15,
              Workload.DELETE, 10,
              Workload.FLUSH, 3,
              Workload.EXPIRY, 7));

  private final Map<Workload, Window[]> windows = new EnumMap<>(Workload.class);
  private final Map<Workload, Long> numbers = new EnumMap<>(Workload.class);
  private final List<Call> lastReads = new ArrayList<>();
  private long values;

  KeyWindows() {
    for (Workload workload : Workload.values()) {
      windows.put(workload, new Window[LANES]);
    }
  }

  /// The next request of a client.
  ///
  /// @param lane the client's number
  synchronized Call next(int lane, Random random) {
    Workload workload = workload(random);
    Window[] lanes = windows.get(workload);
    int index = lane % LANES;
    Window window = lanes[index];
    if (window == null || window.isFull()) {
      window = new Window(workload, key(workload));
      lanes[index] = window;
    }
    return window.next(random);
  }

  /// Tells how a request ended.
  synchronized void ended(Call call, Outcome outcome) {
    if (outcome == Outcome.OK) {
      return;
    }
    for (Window[] lanes : windows.values()) {
      for (Window window : lanes) {
        if (window != null && window.key.equals(call.key())) {
          window.isDone |= outcome == Outcome.INFO || call.verb() == Verb.MORTAL;
        }
      }
    }
  }

  /// Leaves all keys.
  synchronized void renew() {
    windows.replaceAll((_, _) -> new Window[LANES]);
  }

  /// Reads of all lists that were ever written.
  synchronized List<Call> lastReads() {
    return List.copyOf(lastReads);
  }

  private Workload workload(Random random) {
    int dice = random.nextInt(100);
    for (Map.Entry<Workload, Integer> share : SHARES.entrySet()) {
      dice -= share.getValue();
      if (dice < 0) {
        return share.getKey();
      }
    }
    throw new IllegalStateException("shares do not add up to 100");
  }

  private String key(Workload workload) {
    String key = workload.key(numbers.merge(workload, 1L, Long::sum));
    if (workload == Workload.LIST) {
      lastReads.add(Call.of(Verb.READ, key));
    } else if (workload == Workload.PAIR) {
      lastReads.add(Call.of(Verb.READ_BOTH, key));
    }
    return key;
  }

  /// One key in use.
  private final class Window {
    private final Workload workload;
    private final String key;
    private final int limit;
    private final long beginNs = System.nanoTime();
    private int operations;
    private int ttlMs;
    private boolean isDone;

    Window(Workload workload, String key) {
      this.workload = workload;
      this.key = key;
      boolean isList = workload == Workload.LIST || workload == Workload.PAIR;
      this.limit = isList ? LONGEST_LIST : MOST_OPERATIONS;
    }

    boolean isFull() {
      long ageMs = (System.nanoTime() - beginNs) / 1_000_000;
      boolean isOver = workload == Workload.EXPIRY && ageMs > 2L * LONGEST_TTL_MS;
      return isDone || isOver || operations >= limit;
    }

    Call next(Random random) {
      operations++;
      int dice = random.nextInt(10);
      return switch (workload) {
        case LIST -> dice == 0 ? Call.of(Verb.READ, key) : write(Verb.APPEND);
        case PAIR -> dice < 2 ? Call.of(Verb.READ_BOTH, key) : write(Verb.APPEND_BOTH);
        case REGISTER -> dice < 4 ? Call.of(Verb.GET, key) : write(Verb.SWAP);
        case COUNTER -> Call.of(dice < 2 ? Verb.GET : Verb.INCR, key);
        case DELETE -> dice < 5 ? write(Verb.SWAP) : Call.of(dice < 8 ? Verb.DEL : Verb.GET, key);
        case FLUSH -> dice < 6 ? write(Verb.SWAP) : Call.of(dice < 8 ? Verb.GET : Verb.FLUSH, key);
        case EXPIRY -> ttlMs > 0 ? Call.of(Verb.GET, key) : mortal(random);
      };
    }

    private Call write(Verb verb) {
      return new Call(verb, key, "v" + ++values);
    }

    private Call mortal(Random random) {
      ttlMs = random.nextInt(SHORTEST_TTL_MS, LONGEST_TTL_MS);
      return new Call(Verb.MORTAL, key, "v" + ++values + ":" + ttlMs);
    }
  }
}
