package io.trivet.storage.keyspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which space each numbered database has.
///
/// Threads: read under any slot lock, changed under all of them; counts may be read at any time.
/// Invariants: a living space belongs to one database; space numbers are never reused.
final class Databases {

  private volatile Space[] byNumber;
  private final boolean[] placed;
  private final Map<Integer, Space> spaces = new ConcurrentHashMap<>();
  private final List<Space> changed = new ArrayList<>(2);
  private int nextSpaceId;
  private long version;

  Databases(int count) {
    Space[] initial = new Space[count];
    for (int i = 0; i < count; i++) {
      initial[i] = known(i);
    }
    byNumber = initial;
    placed = new boolean[count];
  }

  int count() {
    return byNumber.length;
  }

  Space space(int database) {
    return byNumber[database];
  }

  /// The sequence of the frame that changed the assignment last; under any slot lock.
  long version() {
    return version;
  }

  /// Ends the changes of a frame.
  void version(long sequence) {
    version = Math.max(version, sequence);
    changed.forEach(space -> space.assignedSequence(sequence));
    changed.clear();
  }

  /// The space with this number, living or dead, or null if it is forgotten or never was.
  @Nullable Space knownOrNull(int id) {
    return spaces.get(id);
  }

  /// The space with this number, which it takes note of if it is new.
  Space known(int id) {
    Space known = spaces.get(id);
    if (known != null) {
      return known;
    }
    Space space = spaces.computeIfAbsent(id, Space::new);
    nextSpaceId = Math.max(nextSpaceId, id + 1);
    return space;
  }

  Space fresh() {
    return known(nextSpaceId);
  }

  /// Gives a database another space; [#version] follows.
  void assign(int database, Space space) {
    restore(database, space);
    changed.add(space);
  }

  /// Gives a database the space that it has had all along.
  void restore(int database, Space space) {
    Space[] copy = byNumber.clone();
    copy[database] = space;
    byNumber = copy;
    placed[database] = true;
  }

  /// The assignment becomes that of a checkpoint; under all slot locks.
  ///
  /// @param numbered the spaces of the first databases; the rest never had one
  void takeBack(List<Integer> numbered) {
    Space[] earlier = new Space[count()];
    for (int i = 0; i < earlier.length; i++) {
      placed[i] = i < numbered.size();
      earlier[i] = known(placed[i] ? numbered.get(i) : i);
    }
    byNumber = earlier;
    version = 0;
    spaces.values().forEach(Space::forgetAssignment);
  }

  /// Whether the database was given its space by [#assign] or [#restore].
  boolean isPlaced(int database) {
    return placed[database];
  }

  /// The assignment as it is now; under any slot lock.
  DatabaseMap map() {
    List<Integer> numbered = new ArrayList<>();
    for (Space space : byNumber) {
      numbered.add(space.id());
    }
    List<Integer> dead = new ArrayList<>();
    for (Space space : spaces.values()) {
      if (!isLive(space)) {
        dead.add(space.id());
      }
    }
    return new DatabaseMap(version, numbered, dead);
  }

  boolean isLive(Space space) {
    return numberOf(space) >= 0;
  }

  /// The number of the database that has this space, or -1.
  int numberOf(Space space) {
    Space[] all = byNumber;
    for (int number = 0; number < all.length; number++) {
      if (all[number] == space) {
        return number;
      }
    }
    return -1;
  }

  /// Forgets a space whose tables and rows are gone.
  void forget(int id) {
    spaces.remove(id);
  }
}
