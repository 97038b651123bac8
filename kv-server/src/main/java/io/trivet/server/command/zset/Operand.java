package io.trivet.server.command.zset;

import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.ScoredVisitor;
import io.trivet.storage.value.SetValue;
import io.trivet.storage.value.ValueType;
import io.trivet.storage.value.ZSetValue;
import org.jspecify.annotations.Nullable;

/// One of several sorted sets, or sets, that are combined; the members of a set have the score 1.
///
/// @param zset the sorted set, or null
/// @param set the set, or null; if both are, there is nothing at the key
/// @param weight what its scores are multiplied by
record Operand(@Nullable ZSetValue zset, @Nullable SetValue set, double weight) {
  private static final double SCORE_IN_SET = 1;

  /// What is at a key.
  ///
  /// @throws io.trivet.storage.keyspace.WrongTypeException if that is neither
  static Operand at(Bytes key, double weight, KeyspaceTxn txn) {
    return txn.type(key) == ValueType.SET
        ? new Operand(null, txn.set(key), weight)
        : new Operand(txn.zset(key), null, weight);
  }

  int size() {
    return zset != null ? zset.size() : set != null ? set.size() : 0;
  }

  /// Shows the members in any order, with scores that are not weighted.
  void forEach(ScoredVisitor visitor) {
    if (zset != null) {
      zset.forEach(0, zset.size(), visitor);
    } else if (set != null) {
      set.forEach((array, from, to) -> visitor.visit(array, from, to, SCORE_IN_SET));
    }
  }

  /// The score of a member, not weighted, or NaN if it is not there.
  double score(Bytes member) {
    if (zset != null) {
      return zset.scoreOr(member, Double.NaN);
    }
    return set != null && set.contains(member) ? SCORE_IN_SET : Double.NaN;
  }
}
