package io.trivet.storage.value;

import java.util.Arrays;

/// A point in the order of a sorted set: between the elements before it and those after it.
///
/// Elements are ordered by score, compared as numbers (-0 equals 0), then by member as unsigned
/// bytes. What a search asks is always the same: how many elements are before the point.
final class OrderPoint {
  private static final byte[] NO_MEMBER = new byte[0];

  private final boolean byScore;
  private final boolean byMember;
  private final double score;
  private final byte[] array;
  private final int from;
  private final int to;
  private final boolean equalIsBefore;

  private OrderPoint(boolean byScore, double score, boolean equalIsBefore) {
    this(byScore, score, false, NO_MEMBER, 0, 0, equalIsBefore);
  }

  private OrderPoint(
      boolean byScore,
      double score,
      boolean byMember,
      byte[] array,
      int from,
      int to,
      boolean equalIsBefore) {
    this.byScore = byScore;
    this.score = score;
    this.byMember = byMember;
    this.array = array;
    this.from = from;
    this.to = to;
    this.equalIsBefore = equalIsBefore;
  }

  /// Just before the element of this score and member.
  static OrderPoint before(double score, byte[] array, int from, int to) {
    return new OrderPoint(true, score, true, array, from, to, false);
  }

  /// Just behind the element of this score and member.
  static OrderPoint behind(double score, byte[] array, int from, int to) {
    return new OrderPoint(true, score, true, array, from, to, true);
  }

  /// Just behind the element of this score and the member of `entry`.
  static OrderPoint behind(double score, byte[] entry) {
    return behind(score, entry, Entry.memberFrom(entry), Entry.memberTo(entry));
  }

  /// Just before the first element of a range.
  static OrderPoint start(ScoreBound min) {
    return new OrderPoint(true, min.score(), min.isExclusive());
  }

  /// Just behind the last element of a range.
  static OrderPoint end(ScoreBound max) {
    return new OrderPoint(true, max.score(), !max.isExclusive());
  }

  /// Just before the first element of a range.
  static OrderPoint start(LexBound min) {
    return switch (min.kind()) {
      case BELOW_ALL -> edge(false);
      case ABOVE_ALL -> edge(true);
      case INCLUSIVE -> member(min.member(), false);
      case EXCLUSIVE -> member(min.member(), true);
    };
  }

  /// Just behind the last element of a range.
  static OrderPoint end(LexBound max) {
    return switch (max.kind()) {
      case BELOW_ALL -> edge(false);
      case ABOVE_ALL -> edge(true);
      case INCLUSIVE -> member(max.member(), true);
      case EXCLUSIVE -> member(max.member(), false);
    };
  }

  private static OrderPoint edge(boolean behindAll) {
    return new OrderPoint(false, 0, behindAll);
  }

  private static OrderPoint member(Bytes member, boolean equalIsBefore) {
    return new OrderPoint(false, 0, true, member.array(), 0, member.length(), equalIsBefore);
  }

  /// Whether the element of this score and entry is before the point.
  boolean isAfter(double otherScore, byte[] entry) {
    return isAfter(otherScore, entry, Entry.memberFrom(entry), Entry.memberTo(entry));
  }

  /// Whether the element of this score and member is before the point.
  boolean isAfter(double otherScore, byte[] other, int otherFrom, int otherTo) {
    if (byScore) {
      if (otherScore < score) {
        return true;
      }
      if (otherScore > score) {
        return false;
      }
    }
    if (byMember) {
      int order = Arrays.compareUnsigned(other, otherFrom, otherTo, array, from, to);
      if (order != 0) {
        return order < 0;
      }
    }
    return equalIsBefore;
  }
}
