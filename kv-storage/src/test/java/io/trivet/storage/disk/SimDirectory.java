package io.trivet.storage.disk;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The names of a [SimDisk], as the system shows them and as the platter has them.
final class SimDirectory {

  private final TreeMap<String, SimInode> cached = new TreeMap<>();
  private final TreeMap<String, SimInode> durable = new TreeMap<>();
  private final List<Change> unsynced = new ArrayList<>();

  /// One change as a whole: a name goes, a name comes, or both.
  private record Change(@Nullable String gone, @Nullable String come, @Nullable SimInode inode) {

    void apply(Map<String, SimInode> names) {
      if (gone != null) {
        names.remove(gone);
      }
      if (come != null && inode != null) {
        names.put(come, inode);
      }
    }

    Change copy(Map<SimInode, SimInode> copies) {
      return new Change(gone, come, inode == null ? null : copies.get(inode));
    }
  }

  SimDirectory copy() {
    Map<SimInode, SimInode> copies = new IdentityHashMap<>();
    cached.values().forEach(inode -> copies.computeIfAbsent(inode, SimInode::copy));
    durable.values().forEach(inode -> copies.computeIfAbsent(inode, SimInode::copy));
    for (Change change : unsynced) {
      if (change.inode != null) {
        copies.computeIfAbsent(change.inode, SimInode::copy);
      }
    }
    SimDirectory copy = new SimDirectory();
    cached.forEach((name, inode) -> copy.cached.put(name, copies.get(inode)));
    durable.forEach((name, inode) -> copy.durable.put(name, copies.get(inode)));
    unsynced.forEach(change -> copy.unsynced.add(change.copy(copies)));
    return copy;
  }

  List<String> names() {
    return List.copyOf(cached.keySet());
  }

  @Nullable SimInode get(String name) {
    return cached.get(name);
  }

  Iterable<SimInode> inodes() {
    return cached.values();
  }

  void create(String name, SimInode inode) {
    change(new Change(null, name, inode));
  }

  void rename(String source, String target) {
    change(new Change(source, target, cached.get(source)));
  }

  void delete(String name) {
    change(new Change(name, null, null));
  }

  void sync() {
    unsynced.forEach(change -> change.apply(durable));
    unsynced.clear();
  }

  /// The power is gone: what is left is what was synced.
  void losePower() {
    unsynced.clear();
    cached.clear();
    cached.putAll(durable);
    cached.values().forEach(SimInode::losePower);
  }

  /// The power is gone: each un-synced change, and each un-synced sector, may have made it or not.
  void losePower(RandomGenerator random) {
    for (Change change : unsynced) {
      if (random.nextBoolean()) {
        change.apply(durable);
      }
    }
    unsynced.clear();
    cached.clear();
    cached.putAll(durable);
    cached.values().forEach(inode -> inode.losePower(random));
  }

  private void change(Change change) {
    change.apply(cached);
    unsynced.add(change);
  }
}
