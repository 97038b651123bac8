package io.trivet.server.node;

import io.trivet.server.dispatch.ColdLoadQueue;
import io.trivet.server.dispatch.ColdLoader;
import io.trivet.storage.keyspace.ColdEntry;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdKeys;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.RecordKind;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
public final class FakeColdStore implements ColdLoadQueue.Reader, ColdKeys {
  private record Place(int space, Bytes key) {}

  private record Table(int space, int slot) {}

  private record Load(List<ColdKey> keys, ColdLoader.Completion completion) {}

  private final Residence residence;
  private final Map<Place, Bytes> strings = new HashMap<>();
  private final Map<Table, List<Bytes>> tables = new HashMap<>();
  private final Set<Bytes> damaged = new HashSet<>();
  private final Queue<Load> held = new ArrayDeque<>();
  private final AtomicInteger loads = new AtomicInteger();
  private boolean isHeld;
  private Runnable onLoad = () -> {};

  FakeColdStore(Keyspace keyspace) {
    residence = new Residence(keyspace);
    keyspace.coldKeys(this);
  }

  /// Puts a string on disk, in a database that has never been flushed.
  public void put(int database, String key, String value) {
    Bytes name = Bytes.utf8(key);
    strings.put(new Place(database, name), Bytes.utf8(value));
    Table table = new Table(database, Slot.of(name.array()));
    if (!tables.containsKey(table)) {
      residence.restoreTable(table.space, table.slot, 1, 0);
    }
    tables.computeIfAbsent(table, _ -> new ArrayList<>()).add(name);
  }

  /// Does something while keys are loaded.
  public void whileLoading(Runnable action) {
    onLoad = action;
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

  /// Shows all keys of a slot at once, at the first step through it.
  @Override
  public void visit(int space, int slot, long fromOrder, long toOrder, Visitor visitor) {
    if (fromOrder == 0) {
      tables
          .getOrDefault(new Table(space, slot), List.of())
          .forEach(key -> visitor.key(key, RecordKind.STRING_RAW, KeyspaceTxn.NEVER));
    }
  }

  private void finish(Load load) {
    loads.incrementAndGet();
    onLoad.run();
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
