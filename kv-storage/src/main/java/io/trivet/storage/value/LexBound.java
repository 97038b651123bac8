package io.trivet.storage.value;

/// One end of a range of members, for sorted sets in which all scores are equal.
///
/// @param kind what the bound means
/// @param member where the range ends; empty for an open end
public record LexBound(Kind kind, Bytes member) {
  /// What a bound means: `-`, `[member`, `(member` and `+`.
  public enum Kind {
    BELOW_ALL,
    INCLUSIVE,
    EXCLUSIVE,
    ABOVE_ALL
  }

  /// The end below all members.
  public static final LexBound MIN = new LexBound(Kind.BELOW_ALL, Bytes.EMPTY);

  /// The end above all members.
  public static final LexBound MAX = new LexBound(Kind.ABOVE_ALL, Bytes.EMPTY);

  /// The member itself is in the range.
  public static LexBound inclusive(Bytes member) {
    return new LexBound(Kind.INCLUSIVE, member);
  }

  /// The member itself is outside the range.
  public static LexBound exclusive(Bytes member) {
    return new LexBound(Kind.EXCLUSIVE, member);
  }
}
