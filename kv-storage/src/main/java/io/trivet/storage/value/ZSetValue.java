package io.trivet.storage.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A sorted set: members with scores, in the order of score, then member.
///
/// Ranks count from the lowest element, 0. Ranges of scores and of members become ranges of ranks
/// ([#firstRank], [#endRank]); so counting, paging and removing are the same for all of them.
/// Scores are compared as numbers: -0 equals 0, infinities are ends; NaN is refused.
///
/// Expanded by a new member that is too long or one too many. Then each element is one entry, in a
/// hash table by member and in a tree by order.
public final class ZSetValue implements CollectionValue {
  private PackedScores packed;
  private @Nullable Expanded expanded;

  /// The two structures of an expanded sorted set; they hold the same entries.
  private record Expanded(EntryTable table, ScoreTree tree) {
    void insert(Bytes member, double score) {
      byte[] entry = Entry.create(member.array(), 0, member.length(), Entry.SCORE_BYTES);
      Entry.setScore(entry, score);
      table.insert(member.hashCode(), entry);
      tree.insert(score, entry);
    }

    void move(Bytes member, byte[] entry, double score) {
      tree.remove(Entry.score(entry), entry);
      Entry.setScore(entry, score);
      tree.insert(score, entry);
      table.changed(member.hashCode(), entry);
    }
  }

  private ZSetValue(PackedScores packed, @Nullable Expanded expanded) {
    this.packed = packed;
    this.expanded = expanded;
  }

  /// An empty packed sorted set.
  public static ZSetValue create() {
    return new ZSetValue(new PackedScores(PackedBuffer.empty()), null);
  }

  /// A sorted set over packed bytes, which it takes over.
  ///
  /// @throws CorruptValueException if the count is damaged
  public static ZSetValue ofPacked(byte[] packed) {
    return new ZSetValue(new PackedScores(PackedBuffer.of(packed)), null);
  }

  /// An expanded sorted set of the entries read from its rows.
  static ZSetValue ofStoredEntries(EntryTable table) {
    ScoreTree tree = new ScoreTree();
    table.forEach(entry -> tree.insert(Entry.score(entry), entry));
    return new ZSetValue(new PackedScores(PackedBuffer.empty()), new Expanded(table, tree));
  }

  @Override
  public ValueType type() {
    return ValueType.ZSET;
  }

  @Override
  public Encoding encoding() {
    return expanded == null ? Encoding.LISTPACK : Encoding.SKIPLIST;
  }

  @Override
  public int size() {
    return expanded == null ? packed.buffer().count() : expanded.table.size();
  }

  @Override
  public boolean isPacked() {
    return expanded == null;
  }

  @Override
  public byte[] packed() {
    if (expanded != null) {
      throw new IllegalStateException("sorted set is expanded");
    }
    return packed.buffer().packed();
  }

  /// The score of a member, or `absent` (NaN serves well: it is never a score).
  public double scoreOr(Bytes member, double absent) {
    if (expanded == null) {
      return packed.scoreOr(member, absent);
    }
    byte[] entry = expanded.table.find(member);
    return entry == null ? absent : Entry.score(entry);
  }

  /// Whether this is a member.
  public boolean contains(Bytes member) {
    return !Double.isNaN(scoreOr(member, Double.NaN));
  }

  /// Gives a member, new or not, its score.
  ///
  /// @throws IllegalArgumentException if the score is NaN
  public PutOutcome put(Bytes member, double score, EncodingLimits limits) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("score is NaN");
    }
    if (expanded == null) {
      if (!outgrows(member, limits) || packed.contains(member)) {
        return packed.put(member, score);
      }
      expanded = expand();
    }
    byte[] entry = expanded.table.find(member);
    if (entry == null) {
      expanded.insert(member, score);
      return PutOutcome.ADDED;
    }
    if (Entry.score(entry) == score) {
      return PutOutcome.SAME;
    }
    expanded.move(member, entry, score);
    return PutOutcome.CHANGED;
  }

  private boolean outgrows(Bytes member, EncodingLimits limits) {
    return packed.buffer().count() >= limits.zsetMaxListpackEntries()
        || member.length() > limits.zsetMaxListpackValue()
        || packed.buffer().length() > EncodingLimits.MAX_PACKED_BYTES;
  }

  private Expanded expand() {
    EntryTable table = new EntryTable();
    ScoreTree tree = new ScoreTree();
    packed.forEach(
        0,
        packed.buffer().count(),
        (array, from, to, score) -> {
          byte[] entry = Entry.create(array, from, to, Entry.SCORE_BYTES);
          Entry.setScore(entry, score);
          table.insertNew(entry);
          tree.insert(score, entry);
        });
    packed = new PackedScores(PackedBuffer.empty());
    return new Expanded(table, tree);
  }

  /// Removes a member and says whether it was there.
  public boolean remove(Bytes member) {
    if (expanded == null) {
      return packed.remove(member);
    }
    byte[] entry = expanded.table.remove(member);
    if (entry == null) {
      return false;
    }
    expanded.tree.remove(Entry.score(entry), entry);
    return true;
  }

  /// The number of elements before a member, or -1 if it is not there.
  public int rank(Bytes member) {
    if (expanded == null) {
      return packed.rank(member);
    }
    byte[] entry = expanded.table.find(member);
    return entry == null
        ? -1
        : expanded.tree.rankOf(OrderPoint.behind(Entry.score(entry), entry)) - 1;
  }

  /// The number of elements behind a member, or -1 if it is not there.
  public int reverseRank(Bytes member) {
    int rank = rank(member);
    return rank < 0 ? -1 : size() - 1 - rank;
  }

  /// The rank of the first element of a range of scores that begins with `min`.
  public int firstRank(ScoreBound min) {
    return rankOf(OrderPoint.start(min));
  }

  /// The rank behind the last element of a range of scores that ends with `max`. It may be lower
  /// than the first rank of a range that is empty.
  public int endRank(ScoreBound max) {
    return rankOf(OrderPoint.end(max));
  }

  /// The rank of the first element of a range of members that begins with `min`. Without meaning
  /// unless all scores are equal.
  public int firstRank(LexBound min) {
    return rankOf(OrderPoint.start(min));
  }

  /// The rank behind the last element of a range of members that ends with `max`. Without meaning
  /// unless all scores are equal.
  public int endRank(LexBound max) {
    return rankOf(OrderPoint.end(max));
  }

  private int rankOf(OrderPoint point) {
    return expanded == null ? packed.rankOf(point) : expanded.tree.rankOf(point);
  }

  /// The number of elements with scores from `min` to `max`.
  public int count(ScoreBound min, ScoreBound max) {
    return Math.max(0, endRank(max) - firstRank(min));
  }

  /// The number of members from `min` to `max`. Without meaning unless all scores are equal.
  public int count(LexBound min, LexBound max) {
    return Math.max(0, endRank(max) - firstRank(min));
  }

  /// Shows the elements of the ranks `[from, to)` in ascending order.
  ///
  /// @throws IndexOutOfBoundsException if those are no ranks of the set
  public void forEach(int from, int to, ScoredVisitor visitor) {
    Objects.checkFromToIndex(from, to, size());
    if (expanded == null) {
      packed.forEach(from, to, visitor);
    } else {
      expanded.tree.forEach(from, to, (entry, score) -> show(entry, score, visitor));
    }
  }

  /// Shows the elements of the ranks `[from, to)`, still counted from the lowest, in descending
  /// order.
  ///
  /// @throws IndexOutOfBoundsException if those are no ranks of the set
  public void forEachReverse(int from, int to, ScoredVisitor visitor) {
    Objects.checkFromToIndex(from, to, size());
    if (expanded == null) {
      packed.forEachReverse(from, to, visitor);
    } else {
      expanded.tree.forEachReverse(from, to, (entry, score) -> show(entry, score, visitor));
    }
  }

  private static void show(byte[] entry, double score, ScoredVisitor visitor) {
    visitor.visit(entry, Entry.memberFrom(entry), Entry.memberTo(entry), score);
  }

  /// Shows the elements of the ranks `[from, to)` in ascending order and removes them.
  ///
  /// @throws IndexOutOfBoundsException if those are no ranks of the set
  public void removeRanks(int from, int to, ScoredVisitor removed) {
    forEach(from, to, removed);
    if (expanded == null) {
      packed.removeRanks(from, to);
      return;
    }
    List<byte[]> entries = new ArrayList<>(to - from);
    expanded.tree.forEach(from, to, (entry, _) -> entries.add(entry));
    for (byte[] entry : entries) {
      expanded.table.remove(entry);
      expanded.tree.remove(Entry.score(entry), entry);
    }
  }

  /// Shows one element, each equally likely; none if the set is empty.
  public void random(RandomGenerator random, ScoredVisitor visitor) {
    if (expanded == null) {
      packed.sample(random, 1, visitor);
    } else if (size() > 0) {
      byte[] entry = expanded.table.random(random);
      show(entry, Entry.score(entry), visitor);
    }
  }

  /// Shows `picks` different elements (all, if there are no more), each set of so many equally
  /// likely.
  public void sample(RandomGenerator random, int picks, ScoredVisitor visitor) {
    if (expanded == null) {
      packed.sample(random, picks, visitor);
    } else {
      expanded.table.sample(random, picks, entry -> show(entry, Entry.score(entry), visitor));
    }
  }

  /// Shows about `count` elements and gives the cursor to go on with; 0 at the end. An element that
  /// is there during all of a scan is shown at least once. A packed set is shown at once.
  ///
  /// @param cursor 0 to begin, or what the call before gave
  public long scan(long cursor, int count, ScoredVisitor visitor) {
    if (expanded == null) {
      packed.forEach(0, packed.buffer().count(), visitor);
      return 0;
    }
    return expanded.table.scan(cursor, count, entry -> show(entry, Entry.score(entry), visitor));
  }

  @Override
  public void verify() {
    if (expanded == null) {
      packed.verify();
    }
  }

  @Override
  public long heapBytes() {
    return HeapBytes.object(8)
        + (expanded == null
            ? packed.buffer().heapBytes()
            : expanded.table.heapBytes() + expanded.tree.heapBytes());
  }

  @Override
  public ZSetValue copy() {
    if (expanded == null) {
      return ofPacked(packed().clone());
    }
    EntryTable table = new EntryTable();
    ScoreTree tree = new ScoreTree();
    // In the order of the tree, which then fills its leaves.
    expanded.tree.forEach(
        0,
        size(),
        (entry, score) -> {
          byte[] copied = entry.clone();
          Entry.mark(copied, true, false);
          table.insert(Entry.hash(copied), copied);
          tree.insert(score, copied);
        });
    return new ZSetValue(new PackedScores(PackedBuffer.empty()), new Expanded(table, tree));
  }

  @Override
  public void changedRows(RowVisitor visitor) {
    if (expanded != null) {
      expanded.table.changedRows(visitor);
    }
  }

  @Override
  public boolean takeChangedRows(int limit, RowVisitor visitor) {
    return expanded == null || expanded.table.takeChangedRows(limit, visitor);
  }

  @Override
  public void allRows(RowVisitor visitor) {
    if (expanded != null) {
      expanded.table.allRows(visitor);
    }
  }

  @Override
  public int changedRowCount() {
    return expanded == null ? 0 : expanded.table.changedRowCount();
  }

  @Override
  public void markRowsStored() {
    if (expanded != null) {
      expanded.table.markRows(true);
    }
  }

  @Override
  public void forgetStoredRows() {
    if (expanded != null) {
      expanded.table.markRows(false);
    }
  }
}
