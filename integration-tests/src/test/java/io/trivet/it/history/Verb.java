package io.trivet.it.history;

import java.util.Locale;

/// What a client asks, and the form of the reply as the history writes it.
public enum Verb {
  /// RPUSH of one unique element; the length after it.
  APPEND,
  /// LRANGE of a whole list; `[a,b,c]`.
  READ,
  /// RPUSH of one element to two lists in one MULTI/EXEC; both lengths, `3|3`.
  APPEND_BOTH,
  /// LRANGE of both lists in one MULTI/EXEC; `[a,b]|[a,b]`.
  READ_BOTH,
  /// SET with GET; the value before, or `nil`.
  SWAP,
  /// GET; the value, or `nil`.
  GET,
  /// INCR; the number after it.
  INCR,
  /// DEL of one key; `1` if it was there, else `0`.
  DEL,
  /// FLUSHDB of the database in which the key is alone; `OK`.
  FLUSH,
  /// SET with PX; the value is `text:milliseconds`, the reply `OK`.
  MORTAL;

  /// As the history writes it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Verb of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
