package io.trivet.server.command.zset;

import io.trivet.server.command.IndexRange;
import io.trivet.storage.value.ScoredVisitor;
import io.trivet.storage.value.ZSetValue;

/// What ZRANGE and its relatives show: a range, read from one of its ends, of which the client
/// wants `count` elements (all, if that is negative) behind the first `offset`.
record ElementQuery(ElementRange range, boolean isReverse, long offset, long count) {

  /// All of a range.
  static ElementQuery all(ElementRange range, boolean isReverse) {
    return new ElementQuery(range, isReverse, 0, -1);
  }

  /// Shows the elements wanted.
  void forEach(ZSetValue zset, ScoredVisitor visitor) {
    IndexRange all = range.in(zset, isReverse);
    if (offset < 0 || offset >= all.size()) {
      return;
    }
    int skipped = (int) offset;
    int left = all.size() - skipped;
    int wanted = count < 0 ? left : (int) Math.min(count, left);
    if (isReverse) {
      int to = all.to() - skipped;
      zset.forEachReverse(to - wanted, to, visitor);
    } else {
      int from = all.from() + skipped;
      zset.forEach(from, from + wanted, visitor);
    }
  }
}
