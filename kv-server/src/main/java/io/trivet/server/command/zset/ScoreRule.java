package io.trivet.server.command.zset;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import org.jspecify.annotations.Nullable;

/// Whether and how ZADD changes a score.
///
/// @param condition only new members, only old ones, or null for all
/// @param comparison only to a higher score, only to a lower one, or null for any
/// @param isIncrement whether the given number is added to the score that is there
record ScoreRule(
    @Nullable Condition condition, @Nullable Comparison comparison, boolean isIncrement) {

  /// Which members may be written.
  enum Condition {
    NX,
    XX
  }

  /// How a score that is there may change.
  enum Comparison {
    GT,
    LT
  }

  /// Adds to the score, whatever it is.
  static final ScoreRule INCREMENT = new ScoreRule(null, null, true);

  /// The score that a member gets, or NaN if it is left as it is.
  ///
  /// @param current its score, NaN if it is new
  /// @param given what the client gave
  /// @throws CommandError if the sum of both is no number
  double score(double current, double given) {
    boolean isNew = Double.isNaN(current);
    if (condition == (isNew ? Condition.XX : Condition.NX)) {
      return Double.NaN;
    }
    if (isNew) {
      return given;
    }
    double score = isIncrement ? current + given : given;
    if (Double.isNaN(score)) {
      throw new CommandError(ErrorText.SCORE_NOT_A_NUMBER);
    }
    boolean isRefused =
        (comparison == Comparison.GT && score <= current)
            || (comparison == Comparison.LT && score >= current);
    return isRefused ? Double.NaN : score;
  }
}
