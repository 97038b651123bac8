package io.trivet.it.history;

import java.util.Locale;

/// A kind of keys: the first word of their names says which, and so which checker looks at them.
public enum Workload {
  /// Unique elements appended to a list, and whole lists read.
  LIST,
  /// Unique elements appended to two lists in one MULTI/EXEC, and both read in one.
  PAIR,
  /// A string, exchanged with SET..GET and read.
  REGISTER,
  /// A number, increased with INCR and read.
  COUNTER,
  /// A string, exchanged, deleted and read.
  DELETE,
  /// A string that is alone in its database, exchanged, read, and lost by FLUSHDB.
  FLUSH,
  /// A string written once, which expires.
  EXPIRY;

  /// The kind of a key.
  ///
  /// @throws IllegalArgumentException if its name tells none
  static Workload of(String key) {
    return valueOf(key.substring(0, Math.max(0, key.indexOf(':'))).toUpperCase(Locale.ROOT));
  }

  /// The name of a key of this kind.
  ///
  /// @param number that no key of the run had before
  public String key(long number) {
    return name().toLowerCase(Locale.ROOT) + ":" + number;
  }
}
