package io.trivet.cli.drill;

import io.trivet.cli.resp.RespClient;
import io.trivet.cli.resp.RespValue;
import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One client that writes a value of its own after the other, each to a key of its own, and follows
/// the primary: when it is refused or hears nothing it tries the next member with data.
///
/// A write that is in doubt is never sent again, so that what is found of it later proves nothing
/// wrong.
///
/// Threads: its own.
final class DrillWriter implements Runnable {
  /// Longer than a busy machine needs for a write, and shorter than a failover.
  private static final int TIMEOUT_MS = 400;

  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long RETRY_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);

  private final int index;
  private final String run;
  private final List<ServerAddress> addresses;
  private final DrillLedger ledger;
  private int next;
  private int target;
  private @Nullable RespClient client;
  private volatile boolean isStopped;

  /// @param run a word that no other drill has used
  DrillWriter(int index, String run, List<ServerAddress> addresses, DrillLedger ledger) {
    this.index = index;
    this.run = run;
    this.addresses = addresses;
    this.ledger = ledger;
  }

  /// The key of a write.
  static String key(String run, int writer, int number) {
    return "drill:" + run + ":" + writer + ":" + number;
  }

  /// The value of a write, which no other write has.
  static String value(String run, int writer, int number) {
    return run + "/" + writer + "/" + number;
  }

  /// Ends the run after the write that is going on.
  void stop() {
    isStopped = true;
  }

  @Override
  public void run() {
    while (!isStopped) {
      LockSupport.parkNanos(write() ? PAUSE_NS : RETRY_PAUSE_NS);
    }
    disconnect();
  }

  /// Sends the next write.
  ///
  /// @return whether it was acknowledged
  private boolean write() {
    RespClient connected = connected();
    if (connected == null) {
      return false;
    }
    long sentNs = System.nanoTime();
    try {
      RespValue reply = connected.call("SET", key(run, index, next), value(run, index, next));
      if (reply instanceof RespValue.Failure) {
        ledger.refused();
        turn();
        return false;
      }
      ledger.acknowledged(index, next, sentNs, System.nanoTime());
      next++;
      return true;
    } catch (IOException lost) {
      ledger.inDoubt();
      next++;
      turn();
      return false;
    }
  }

  private @Nullable RespClient connected() {
    if (client == null) {
      ServerAddress address = addresses.get(target);
      try {
        client = RespClient.connect(address.host(), address.port(), TIMEOUT_MS);
      } catch (IOException down) {
        turn();
      }
    }
    return client;
  }

  /// Goes to the next member.
  private void turn() {
    disconnect();
    target = (target + 1) % addresses.size();
  }

  private void disconnect() {
    RespClient open = client;
    client = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException gone) {
        target = (target + 1) % addresses.size();
      }
    }
  }
}
