package io.trivet.storage.keyspace;

import java.util.List;

/// Which space each numbered database has, at one moment.
///
/// @param version the sequence of the frame that changed it last
/// @param spaces by the number of the database
/// @param deadSpaces spaces that no database has any more, and whose rows may still be stored; once
///   `version` is committed they never come back
public record DatabaseMap(long version, List<Integer> spaces, List<Integer> deadSpaces) {

  public DatabaseMap {
    spaces = List.copyOf(spaces);
    deadSpaces = List.copyOf(deadSpaces);
  }
}
