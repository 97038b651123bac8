package io.trivet.storage.value;

/// Receives the members of a sorted set with their scores, without an object for each.
///
/// The range is valid only during the call, and the array must not be modified. The visitor must
/// not change the sorted set that calls it.
@FunctionalInterface
public interface ScoredVisitor {
  /// Receives the member `array[from, to)` with its score.
  void visit(byte[] array, int from, int to, double score);
}
