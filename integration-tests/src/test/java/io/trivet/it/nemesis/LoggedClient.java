package io.trivet.it.nemesis;

import io.trivet.it.history.Call;
import io.trivet.it.history.HistoryRecorder;
import io.trivet.it.history.Outcome;
import io.trivet.it.history.Verb;
import io.trivet.it.wire.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One client: a request at a time, each in the history, to whichever member serves.
///
/// It stays with a member while that answers; after a refusal, a closed connection or a silence it
/// goes to the member that MOVED named, or to the next. After an unknown outcome it takes a new
/// name in the history. It never sends a request twice.
///
/// Threads: one, its own; stop() any.
final class LoggedClient implements Runnable {
  private static final int CONNECT_MS = 250;
  private static final long PACE_MS = 2;
  private static final long RETRY_MS = 10;
  private static final Set<Verb> READS = Set.of(Verb.READ, Verb.READ_BOTH, Verb.GET);

  private final Ground ground;
  private final HistoryRecorder recorder;
  private final KeyWindows keys;
  private final Pulse pulse;
  private final int lane;
  private final int patienceMs;
  private final Random random;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private int name;
  private int member;
  private @Nullable Wire wire;

  /// @param lane its number among the clients, from 0 on
  /// @param patienceMs how long it waits for a reply
  LoggedClient(
      Ground ground,
      HistoryRecorder recorder,
      KeyWindows keys,
      Pulse pulse,
      int lane,
      int patienceMs,
      Random random) {
    this.ground = ground;
    this.recorder = recorder;
    this.keys = keys;
    this.pulse = pulse;
    this.lane = lane;
    this.patienceMs = patienceMs;
    this.random = random;
    this.name = recorder.newClient();
    this.member = 1 + lane % ground.members();
  }

  @Override
  public void run() {
    ground.enterAsClient();
    boolean isServed = true;
    while (!isStoppedWithin(isServed ? PACE_MS : RETRY_MS)) {
      isServed = isConnected() && perform(keys.next(lane, random));
    }
    disconnect();
  }

  /// Repeats a read until it is answered.
  ///
  /// @param withinMs of patience with all members together
  /// @return false if none answered
  boolean readInTheEnd(Call read, long withinMs) {
    long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMs);
    while (!(isConnected() && perform(read))) {
      if (System.nanoTime() > endNs || isStoppedWithin(RETRY_MS)) {
        return false;
      }
    }
    return true;
  }

  /// Ends it after the request that is under way.
  void stop() {
    stopped.countDown();
  }

  private boolean isStoppedWithin(long ms) {
    try {
      return stopped.await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private boolean isConnected() {
    if (wire == null) {
      try {
        wire = Wire.connect(ground.client(member), CONNECT_MS, patienceMs);
      } catch (IOException e) {
        leaveFor(null);
      }
    }
    return wire != null;
  }

  /// Says whether the request was acknowledged.
  private boolean perform(Call call) {
    long invokedNs = System.nanoTime();
    recorder.invoke(name, call);
    try {
      String reply = Requests.perform(connection(), call);
      recorder.complete(name, call, Outcome.OK, reply, "n" + member);
      pulse.acknowledged(member, !READS.contains(call.verb()), invokedNs);
      return true;
    } catch (Refused e) {
      String text = String.valueOf(e.getMessage());
      recorder.complete(name, call, Outcome.FAIL, text, "n" + member);
      keys.ended(call, Outcome.FAIL);
      pulse.notAcknowledged(text);
      leaveFor(text);
    } catch (IOException e) {
      String text = e.getClass().getSimpleName() + ": " + e.getMessage();
      recorder.complete(name, call, Outcome.INFO, text, "n" + member);
      keys.ended(call, Outcome.INFO);
      if (e instanceof StrangeReplyException) {
        pulse.strange("n" + member + ": " + call + ": " + e.getMessage());
      }
      pulse.notAcknowledged(text);
      name = recorder.newClient();
      leaveFor(null);
    }
    return false;
  }

  private Wire connection() throws IOException {
    if (wire == null) {
      throw new IOException("not connected");
    }
    return wire;
  }

  /// Goes to another member.
  ///
  /// @param refusal what the one before answered, if it did
  private void leaveFor(@Nullable String refusal) {
    disconnect();
    int next = member % ground.members() + 1;
    if (refusal != null && refusal.startsWith("MOVED ")) {
      for (int i = 1; i <= ground.members(); i++) {
        InetSocketAddress address = ground.client(i);
        if (refusal.endsWith(" " + address.getHostString() + ":" + address.getPort())) {
          next = i;
        }
      }
    }
    member = next;
  }

  private void disconnect() {
    if (wire != null) {
      try {
        wire.close();
      } catch (IOException e) {
        pulse.notAcknowledged("close: " + e.getMessage());
      }
      wire = null;
    }
  }
}
