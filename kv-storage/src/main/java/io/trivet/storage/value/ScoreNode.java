package io.trivet.storage.value;

import org.jspecify.annotations.Nullable;

/// A node of a [ScoreTree].
sealed interface ScoreNode permits ScoreLeaf, ScoreBranch {
  /// Receives elements of the tree.
  interface Visitor {
    /// Receives an entry, which it must not modify, with its score.
    void visit(byte[] entry, double score);
  }

  /// The number of elements below.
  int count();

  /// The number of elements or children in this node itself.
  int width();

  /// A score and an entry that no element below is before, and all elements of nodes to the left
  /// are.
  double firstScore();

  /// See [#firstScore].
  byte[] firstEntry();

  /// Inserts an element just before `point`, which is behind it. Gives the new right neighbour if
  /// the node had to be split.
  ///
  /// @param last whether nothing of the tree is to the right of this node
  @Nullable ScoreNode insert(OrderPoint point, double score, byte[] entry, boolean last);

  /// Removes the element just before `point`.
  void remove(OrderPoint point);

  /// The number of elements before `point`.
  int rankOf(OrderPoint point);

  /// Shows the elements `[from, to)` in ascending order.
  void forEach(int from, int to, Visitor visitor);

  /// Shows the elements `[from, to)` in descending order.
  void forEachReverse(int from, int to, Visitor visitor);

  /// Takes over everything of the right neighbour, if there is room to spare.
  ///
  /// @param score with `entry`: what separates the two
  boolean absorb(ScoreNode right, double score, byte[] entry);
}
