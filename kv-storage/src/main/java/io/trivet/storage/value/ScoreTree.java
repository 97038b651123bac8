package io.trivet.storage.value;

/// The order of an expanded sorted set: a B+tree whose branches count the elements below.
///
/// Rank, select, insert and remove cost O(log n). The tree holds scores of its own beside the
/// entries of the [EntryTable], so that a search rarely follows a reference; it is fed both.
///
/// Why not a skip list: the same order statistics cost some fourteen bytes an element here, and a
/// range is read from neighbouring memory. Nodes are joined with a neighbour when both fit into
/// three quarters of one; elements are never moved between two large nodes, since that buys little.
final class ScoreTree {
  private final HeapMeter meter = new HeapMeter();
  private ScoreNode root = new ScoreLeaf(meter, 8);

  /// Inserts an element that is not in the tree.
  void insert(double score, byte[] entry) {
    ScoreNode added = root.insert(OrderPoint.behind(score, entry), score, entry, true);
    if (added != null) {
      root = ScoreBranch.over(meter, root, added);
    }
  }

  /// Removes an element that is in the tree.
  void remove(double score, byte[] entry) {
    root.remove(OrderPoint.behind(score, entry));
    while (root instanceof ScoreBranch branch && branch.width() == 1) {
      root = branch.unlink();
    }
  }

  /// The number of elements before the point.
  int rankOf(OrderPoint point) {
    return root.rankOf(point);
  }

  /// Shows the elements of the ranks `[from, to)` in ascending order.
  void forEach(int from, int to, ScoreNode.Visitor visitor) {
    root.forEach(from, to, visitor);
  }

  /// Shows the elements of the ranks `[from, to)` in descending order.
  void forEachReverse(int from, int to, ScoreNode.Visitor visitor) {
    root.forEachReverse(from, to, visitor);
  }

  /// Estimate of the heap in use, without the entries.
  long heapBytes() {
    return HeapBytes.object(8) + HeapBytes.object(8) + meter.bytes();
  }
}
