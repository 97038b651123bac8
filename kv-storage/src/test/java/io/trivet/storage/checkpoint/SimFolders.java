package io.trivet.storage.checkpoint;

import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.SimCrash;
import io.trivet.storage.disk.SimDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Directories in memory that forget names which were not synced, and die at the call they are told
/// to; the calls of the disks in them count too.
///
/// Threads: one.
final class SimFolders implements Folders {

  private final SplittableRandom random;
  private final Map<String, SimDisk> cached = new TreeMap<>();
  private final Map<String, SimDisk> durable = new TreeMap<>();
  private final List<Change> unsynced = new ArrayList<>();
  private long calls;
  private long crashAt = -1;

  /// A change of names as a whole.
  private interface Change {
    void apply(Map<String, SimDisk> names);
  }

  SimFolders(SplittableRandom random) {
    this.random = random;
  }

  /// A directory that is durably there.
  SimFolders with(String name, SimDisk disk) {
    disk.onCall((operation, file) -> call());
    cached.put(name, disk);
    durable.put(name, disk);
    return this;
  }

  long calls() {
    return calls;
  }

  /// The process dies before the call with this number, counted from 0.
  void crashAt(long call) {
    crashAt = call;
  }

  /// The names of all directories.
  List<String> names() {
    return List.copyOf(cached.keySet());
  }

  /// The files of a directory, by name.
  Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String file : disk(name).list()) {
      files.put(file, new String(disk(name).bytes(file), java.nio.charset.StandardCharsets.UTF_8));
    }
    return files;
  }

  /// The machine loses its power: of what was not synced any part stays.
  void losePower() {
    crashAt = -1;
    for (Change change : unsynced) {
      if (random.nextBoolean()) {
        change.apply(durable);
      }
    }
    restart(durable);
    for (SimDisk disk : cached.values()) {
      disk.losePower(random.split());
    }
  }

  /// The process ends; everything that was done stays.
  void crashProcess() {
    crashAt = -1;
    unsynced.forEach(change -> change.apply(durable));
    restart(durable);
    cached.values().forEach(SimDisk::crashProcess);
  }

  @Override
  public boolean has(String name) throws IOException {
    call();
    return cached.containsKey(name);
  }

  @Override
  public void rename(String source, String target) throws IOException {
    call();
    if (cached.containsKey(target)) {
      throw new IOException(target + " is there");
    }
    SimDisk moved = disk(source);
    change(names -> {
      names.remove(source, moved);
      names.put(target, moved);
    });
  }

  @Override
  public void delete(String name) throws IOException {
    SimDisk disk = disk(name);
    for (String file : disk.list()) {
      disk.delete(file);
    }
    call();
    change(names -> names.remove(name, disk));
  }

  @Override
  public void sync() throws IOException {
    call();
    unsynced.forEach(change -> change.apply(durable));
    unsynced.clear();
  }

  @Override
  public Disk in(String name) throws IOException {
    call();
    if (!cached.containsKey(name)) {
      with(name, new SimDisk(random.split()));
    }
    return disk(name);
  }

  private SimDisk disk(String name) {
    SimDisk disk = cached.get(name);
    if (disk == null) {
      throw new IllegalArgumentException("no directory " + name);
    }
    return disk;
  }

  private void change(Change change) {
    change.apply(cached);
    unsynced.add(change);
  }

  private void restart(Map<String, SimDisk> left) {
    Map<String, SimDisk> copy = new TreeMap<>(left);
    cached.clear();
    cached.putAll(copy);
    unsynced.clear();
  }

  private void call() {
    if (calls++ == crashAt) {
      throw new SimCrash("before call " + crashAt);
    }
  }
}
