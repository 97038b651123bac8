package io.trivet.server.command.zset;

/// How the scores of one member in several sorted sets become one.
enum Aggregate {
  SUM,
  MIN,
  MAX;

  /// Both scores in one. Infinities of both signs add up to 0.
  double of(double one, double other) {
    return switch (this) {
      case SUM -> orZero(one + other);
      case MIN -> other < one ? other : one;
      case MAX -> other > one ? other : one;
    };
  }

  /// The score times the weight; 0 if that is no number (infinity times 0).
  static double weighted(double score, double weight) {
    return orZero(score * weight);
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
