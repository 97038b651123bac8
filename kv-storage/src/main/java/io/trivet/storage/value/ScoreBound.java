package io.trivet.storage.value;

/// One end of a range of scores. Open ends are infinite scores, inclusive.
///
/// @param score where the range ends; not NaN
/// @param isExclusive whether members with this score are outside
public record ScoreBound(double score, boolean isExclusive) {
  /// The end below all scores.
  public static final ScoreBound MIN = inclusive(Double.NEGATIVE_INFINITY);

  /// The end above all scores.
  public static final ScoreBound MAX = inclusive(Double.POSITIVE_INFINITY);

  /// Members with this score are in the range.
  public static ScoreBound inclusive(double score) {
    return new ScoreBound(score, false);
  }

  /// Members with this score are outside the range.
  public static ScoreBound exclusive(double score) {
    return new ScoreBound(score, true);
  }
}
