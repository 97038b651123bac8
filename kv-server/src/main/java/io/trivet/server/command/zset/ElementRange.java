package io.trivet.server.command.zset;

import io.trivet.server.command.IndexRange;
import io.trivet.storage.value.LexBound;
import io.trivet.storage.value.ScoreBound;
import io.trivet.storage.value.ZSetValue;

/// Elements of a sorted set that a client names by their ranks, scores or members.
///
/// Scores and members go from the lower to the higher end; ranks are counted from the end at which
/// the client begins to read.
sealed interface ElementRange {

  /// From one rank to another, both included; negative ones count from the far end.
  record Ranks(long first, long last) implements ElementRange {}

  /// Between two scores.
  record Scores(ScoreBound min, ScoreBound max) implements ElementRange {}

  /// Between two members, where all scores are equal.
  record Members(LexBound min, LexBound max) implements ElementRange {}

  /// The ranks of the elements, counted from the lowest.
  default IndexRange in(ZSetValue zset, boolean isReverse) {
    return switch (this) {
      case Ranks(long first, long last) -> {
        IndexRange range = IndexRange.of(first, last, zset.size());
        yield isReverse
            ? new IndexRange(zset.size() - range.to(), zset.size() - range.from())
            : range;
      }
      case Scores(ScoreBound min, ScoreBound max) ->
          ordered(zset.firstRank(min), zset.endRank(max));
      case Members(LexBound min, LexBound max) -> ordered(zset.firstRank(min), zset.endRank(max));
    };
  }

  private static IndexRange ordered(int from, int to) {
    return new IndexRange(from, Math.max(from, to));
  }
}
