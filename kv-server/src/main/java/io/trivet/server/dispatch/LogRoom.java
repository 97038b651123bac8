package io.trivet.server.dispatch;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;

/// Who waits for room in the log: a full log stops the reading of sockets, it never drops (I36).
///
/// Threads: any. Bounded by the number of connections.
public final class LogRoom {

  private final IntPredicate hasRoom;
  private final ConcurrentLinkedQueue<Client> waiting = new ConcurrentLinkedQueue<>();

  /// `hasRoom` tells whether a frame of so many bytes fits; after a no, [#available] is called when
  /// it is worth asking again.
  public LogRoom(IntPredicate hasRoom) {
    this.hasRoom = hasRoom;
  }

  /// True if there is room; else the client is resumed when there may be.
  boolean claim(int bytes, Client client) {
    if (hasRoom.test(bytes)) {
      return true;
    }
    waiting.add(client);
    if (hasRoom.test(bytes) && waiting.remove(client)) { // it came in between
      return true;
    }
    return false;
  }

  /// There is room again.
  public void available() {
    for (Client client = waiting.poll(); client != null; client = waiting.poll()) {
      client.loop().execute(client::resume);
    }
  }
}
