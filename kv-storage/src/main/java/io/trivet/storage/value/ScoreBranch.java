package io.trivet.storage.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An inner node of a [ScoreTree]: up to 64 children, with the number of elements below each and a
/// score and entry that separate it from its left neighbour.
///
/// Invariants: elements of child i are not before separator i, those of child i-1 are; a separator
/// stays valid when its element is gone.
final class ScoreBranch implements ScoreNode {
  private static final int MAX_CHILDREN = 64;
  private static final int ABSORBED_CHILDREN = 48;
  private static final int SMALL_WIDTH = 24;

  private final HeapMeter meter;
  private int size;
  private ScoreNode[] children;
  private int[] counts;
  private double[] scores;
  private byte[][] entries;
  private int count;

  ScoreBranch(HeapMeter meter, int capacity) {
    this.meter = meter;
    this.children = new ScoreNode[capacity];
    this.counts = new int[capacity];
    this.scores = new double[capacity];
    this.entries = new byte[capacity][];
    meter.add(heapBytes());
  }

  /// A new root over two nodes.
  static ScoreBranch over(HeapMeter meter, ScoreNode left, ScoreNode right) {
    ScoreBranch root = new ScoreBranch(meter, 8);
    root.insertChild(0, left);
    root.insertChild(1, right);
    return root;
  }

  private long heapBytes() {
    int length = counts.length;
    return HeapBytes.object(28)
        + 2 * HeapBytes.array((long) length * HeapBytes.REFERENCE)
        + HeapBytes.array((long) length * Integer.BYTES)
        + HeapBytes.array((long) length * Double.BYTES);
  }

  private void resize(int capacity) {
    long before = heapBytes();
    children = Arrays.copyOf(children, capacity);
    counts = Arrays.copyOf(counts, capacity);
    scores = Arrays.copyOf(scores, capacity);
    entries = Arrays.copyOf(entries, capacity);
    meter.add(heapBytes() - before);
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int width() {
    return size;
  }

  @Override
  public double firstScore() {
    return scores[0];
  }

  @Override
  public byte[] firstEntry() {
    return entries[0];
  }

  /// Gives the first child; the branch is no part of the tree any more.
  ScoreNode unlink() {
    meter.add(-heapBytes());
    return children[0];
  }

  /// The last child whose separator is before the point.
  private int childBefore(OrderPoint point) {
    int low = 1;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (point.isAfter(scores[middle], entries[middle])) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  @Override
  public int rankOf(OrderPoint point) {
    int child = childBefore(point);
    int rank = children[child].rankOf(point);
    for (int index = 0; index < child; index++) {
      rank += counts[index];
    }
    return rank;
  }

  @Override
  public @Nullable ScoreNode insert(OrderPoint point, double score, byte[] entry, boolean last) {
    int child = childBefore(point);
    boolean lastChild = last && child == size - 1;
    ScoreNode added = children[child].insert(point, score, entry, lastChild);
    count++;
    counts[child] = children[child].count();
    if (added == null) {
      return null;
    }
    count -= added.count();
    if (size < MAX_CHILDREN) {
      insertChild(child + 1, added);
      return null;
    }
    int middle = lastChild ? size : size / 2;
    ScoreBranch right = part(middle);
    if (child >= middle || middle == MAX_CHILDREN) {
      right.insertChild(child + 1 - middle, added);
    } else {
      insertChild(child + 1, added);
    }
    return right;
  }

  private void insertChild(int index, ScoreNode child) {
    if (size == counts.length) {
      resize(Math.min(MAX_CHILDREN, size + (size >> 1) + 4));
    }
    shift(index, index + 1, size - index);
    children[index] = child;
    counts[index] = child.count();
    scores[index] = child.firstScore();
    entries[index] = child.firstEntry();
    count += child.count();
    size++;
  }

  private void shift(int source, int target, int length) {
    System.arraycopy(children, source, children, target, length);
    System.arraycopy(counts, source, counts, target, length);
    System.arraycopy(scores, source, scores, target, length);
    System.arraycopy(entries, source, entries, target, length);
  }

  private ScoreBranch part(int from) {
    ScoreBranch right = new ScoreBranch(meter, Math.max(8, size - from + 4));
    right.append(this, from);
    for (int index = from; index < size; index++) {
      count -= counts[index];
    }
    forgetBehind(from);
    resize(from == MAX_CHILDREN ? from : from + 4);
    return right;
  }

  private void forgetBehind(int newSize) {
    Arrays.fill(children, newSize, size, null);
    Arrays.fill(entries, newSize, size, null);
    size = newSize;
  }

  private void append(ScoreBranch other, int from) {
    int length = other.size - from;
    System.arraycopy(other.children, from, children, size, length);
    System.arraycopy(other.counts, from, counts, size, length);
    System.arraycopy(other.scores, from, scores, size, length);
    System.arraycopy(other.entries, from, entries, size, length);
    for (int index = size; index < size + length; index++) {
      count += counts[index];
    }
    size += length;
  }

  @Override
  public void remove(OrderPoint point) {
    int index = childBefore(point);
    ScoreNode child = children[index];
    child.remove(point);
    count--;
    counts[index]--;
    if (child.width() >= SMALL_WIDTH || size == 1) {
      return;
    }
    int left = index == 0 ? 0 : index - 1;
    if (!join(left) && left + 2 < size) {
      join(left + 1);
    }
  }

  private boolean join(int left) {
    int right = left + 1;
    if (!children[left].absorb(children[right], scores[right], entries[right])) {
      return false;
    }
    counts[left] += counts[right];
    shift(right + 1, right, size - right - 1);
    forgetBehind(size - 1);
    return true;
  }

  @Override
  public boolean absorb(ScoreNode right, double score, byte[] entry) {
    ScoreBranch other = (ScoreBranch) right;
    if (size + other.size > ABSORBED_CHILDREN) {
      return false;
    }
    if (size + other.size > counts.length) {
      resize(size + other.size);
    }
    other.scores[0] = score;
    other.entries[0] = entry;
    append(other, 0);
    meter.add(-other.heapBytes());
    return true;
  }

  @Override
  public void forEach(int from, int to, Visitor visitor) {
    int skipped = 0;
    for (int index = 0; index < size && skipped < to; index++) {
      int end = skipped + counts[index];
      if (end > from) {
        children[index].forEach(
            Math.max(from, skipped) - skipped, Math.min(to, end) - skipped, visitor);
      }
      skipped = end;
    }
  }

  @Override
  public void forEachReverse(int from, int to, Visitor visitor) {
    int end = count;
    for (int index = size - 1; index >= 0 && end > from; index--) {
      int start = end - counts[index];
      if (start < to) {
        children[index].forEachReverse(
            Math.max(from, start) - start, Math.min(to, end) - start, visitor);
      }
      end = start;
    }
  }
}
