package io.trivet.it.group;

import io.trivet.it.wire.Wire;
import io.trivet.it.wire.WireReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Clients that write, each write to a key of its own and none twice, and follow the primary.
///
/// Threads: one for each client; asked by the test's.
final class WriteLoad implements AutoCloseable {
  private static final int PATIENCE_MS = 1_000;
  private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(2);

  private final LiveGroup group;
  private final String name;
  private final List<Thread> threads = new ArrayList<>();
  private final List<String> acknowledged = new ArrayList<>();
  private final List<Long> acknowledgedNs = new ArrayList<>();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private int inDoubt;
  private volatile boolean isOver;

  /// Begins, and returns when writes are acknowledged.
  ///
  /// @param name begins all keys
  WriteLoad(LiveGroup group, String name, int clients) {
    this.group = group;
    this.name = name;
    int first = group.primary();
    for (int i = 0; i < clients; i++) {
      int client = i;
      threads.add(Thread.ofPlatform().name("load-" + i).start(() -> write(client, first)));
    }
    awaitMore(100);
  }

  /// Waits until so many more are acknowledged.
  ///
  /// @return milliseconds until the first of them
  long awaitMore(int count) {
    int before = count();
    long beginNs = System.nanoTime();
    Patience.until(() -> count + " writes of " + this, () -> count() >= before + count);
    synchronized (this) {
      return TimeUnit.NANOSECONDS.toMillis(acknowledgedNs.get(before) - beginNs);
    }
  }

  /// The longest time without an acknowledgement, in milliseconds.
  synchronized long longestGapMs() {
    return LongStream.range(1, acknowledgedNs.size())
            .map(i -> acknowledgedNs.get((int) i) - acknowledgedNs.get((int) i - 1))
            .max()
            .orElse(0)
        / 1_000_000;
  }

  /// Errors that clients were answered, by their first word.
  synchronized Map<String, Integer> refusals() {
    return new TreeMap<>(refusals);
  }

  @Override
  public synchronized String toString() {
    return "%d acknowledged, %d in doubt, refused %s"
        .formatted(acknowledged.size(), inDoubt, refusals);
  }

  /// Stops the clients.
  ///
  /// @return keys whose write was acknowledged and that the primary does not have
  List<String> lost() throws IOException {
    close();
    List<String> lost = new ArrayList<>();
    try (Wire wire = group.connect(group.primary())) {
      for (String key : acknowledged) {
        wire.send(List.of("GET", key));
      }
      for (String key : acknowledged) {
        WireReply reply = wire.read();
        if (!reply.text().equals("of " + key)) {
          lost.add(key + " is " + reply);
        }
      }
    }
    return lost;
  }

  @Override
  public void close() {
    isOver = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized int count() {
    return acknowledged.size();
  }

  private void write(int client, int first) {
    int member = first;
    Wire wire = null;
    int number = 0;
    while (!isOver) {
      number++;
      String key = name + "-" + client + "-" + number;
      try {
        wire = wire == null ? group.connect(member, PATIENCE_MS) : wire;
      } catch (IOException e) {
        member = LiveGroup.other(member);
        LockSupport.parkNanos(RETRY_NS);
        continue;
      }
      if (!isWritten(wire, key)) {
        close(wire);
        wire = null;
        member = LiveGroup.other(member);
        LockSupport.parkNanos(RETRY_NS);
      }
    }
    close(wire);
  }

  private boolean isWritten(Wire wire, String key) {
    try {
      WireReply reply = wire.call("SET", key, "of " + key);
      synchronized (this) {
        if (reply.isError()) {
          refusals.merge(reply.text().split(" ", 2)[0], 1, Integer::sum);
          return false;
        }
        acknowledged.add(key);
        acknowledgedNs.add(System.nanoTime());
        return true;
      }
    } catch (IOException e) {
      synchronized (this) {
        inDoubt++;
      }
      return false;
    }
  }

  private static void close(@Nullable Wire wire) {
    try {
      if (wire != null) {
        wire.close();
      }
    } catch (IOException alreadyGone) {
      return;
    }
  }
}
