package io.trivet.server.dispatch;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/// Who waits for room in the log: a full log stops the reading of sockets, it never drops (I36).
///
/// Threads: any. Bounded by the number of connections.
public final class LogRoom {

  private final IntPredicate hasRoom;
  private final BooleanSupplier isDiskShort;
  private final LongAdder stalls = new LongAdder();
  private final ConcurrentLinkedQueue<Client> waiting = new ConcurrentLinkedQueue<>();

  /// `hasRoom` tells whether a frame of so many bytes fits; after a no, [#available] is called when
  /// it is worth asking again. `isDiskShort` tells whether writes are refused altogether.
  public LogRoom(IntPredicate hasRoom, BooleanSupplier isDiskShort) {
    this.hasRoom = hasRoom;
    this.isDiskShort = isDiskShort;
  }

  /// True if the disk is so full that a write is refused now, before it is done, rather than
  /// accepted and then stuck.
  boolean isDiskShort() {
    return isDiskShort.getAsBoolean();
  }

  /// True if there is room; else the client is resumed when there may be.
  boolean claim(int bytes, Client client) {
    if (hasRoom.test(bytes)) {
      return true;
    }
    stalls.increment();
    waiting.add(client);
    if (hasRoom.test(bytes) && waiting.remove(client)) { // it came in between
      return true;
    }
    return false;
  }

  /// How often a client had to wait.
  public long stalls() {
    return stalls.sum();
  }

  /// There is room again.
  public void available() {
    for (Client client = waiting.poll(); client != null; client = waiting.poll()) {
      client.loop().execute(client::resume);
    }
  }
}
