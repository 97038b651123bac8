package io.trivet.server.node;

import io.trivet.server.dispatch.ColdLoadQueue;
import io.trivet.server.dispatch.ColdLoader;
import io.trivet.storage.keyspace.ColdEntry;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.RecordKind;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Keys on disk, and a reader of them that the test can hold, fill up, and damage.
///
/// Threads: the test's, and the worker's that loads.
public final class FakeColdStore implements ColdLoadQueue.Reader {
  private record Place(int space, Bytes key) {}

  private record Load(List<ColdKey> keys, ColdLoader.Completion completion) {}

  private final Residence residence;
  private final Map<Place, Bytes> strings = new HashMap<>();
  private final Set<Bytes> damaged = new HashSet<>();
  private final Queue<Load> held = new ArrayDeque<>();
  private final AtomicInteger loads = new AtomicInteger();
  private boolean isHeld;

  FakeColdStore(Keyspace keyspace) {
    residence = new Residence(keyspace);
  }

  /// Puts a string on disk, in a database that has never been flushed.
  public void put(int database, String key, String value) {
    Bytes name = Bytes.utf8(key);
    strings.put(new Place(database, name), Bytes.utf8(value));
    residence.restoreTable(database, Slot.of(name.array()), 1, 0);
  }

  /// Makes a key unreadable.
  public void damage(String key) {
    damaged.add(Bytes.utf8(key));
  }

  /// Lets one load wait from now on, and takes no second one.
  public synchronized void hold() {
    isHeld = true;
  }

  /// Ends the loads that wait, and holds none from now on.
  public void release() {
    Load next;
    synchronized (this) {
      isHeld = false;
      next = held.poll();
    }
    if (next != null) {
      finish(next);
    }
  }

  /// Loads begun so far.
  public int loads() {
    return loads.get();
  }

  @Override
  public boolean load(List<ColdKey> keys, ColdLoader.Completion completion) {
    Load load = new Load(keys, completion);
    synchronized (this) {
      if (isHeld) {
        return held.isEmpty() && held.add(load);
      }
    }
    finish(load);
    return true;
  }

  private void finish(Load load) {
    loads.incrementAndGet();
    for (ColdKey key : load.keys) {
      if (damaged.contains(key.key())) {
        load.completion.done(new IOException("/data/000012.sst is damaged"));
        return;
      }
      Bytes value = strings.get(new Place(key.space(), key.key()));
      residence.install(
          key, value == null ? null : new ColdEntry(0, RecordKind.STRING_RAW, 0, value, null), 0);
    }
    load.completion.done(null);
  }
}
