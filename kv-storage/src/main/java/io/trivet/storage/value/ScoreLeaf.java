package io.trivet.storage.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A leaf of a [ScoreTree]: up to 128 elements in order.
final class ScoreLeaf implements ScoreNode {
  private static final int MAX_ELEMENTS = 128;
  private static final int ABSORBED_ELEMENTS = 96;
  private static final int SPARE = 4;
  private static final byte[] NO_ENTRY = new byte[0];

  private final HeapMeter meter;
  private int size;
  private double[] scores;
  private byte[][] entries;

  ScoreLeaf(HeapMeter meter, int capacity) {
    this.meter = meter;
    this.scores = new double[capacity];
    this.entries = new byte[capacity][];
    meter.add(HeapBytes.object(16) + arrayBytes());
  }

  private long arrayBytes() {
    return HeapBytes.array((long) scores.length * Double.BYTES)
        + HeapBytes.array((long) entries.length * HeapBytes.REFERENCE);
  }

  private void resize(int capacity) {
    long before = arrayBytes();
    scores = Arrays.copyOf(scores, capacity);
    entries = Arrays.copyOf(entries, capacity);
    meter.add(arrayBytes() - before);
  }

  @Override
  public int count() {
    return size;
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

  @Override
  public int rankOf(OrderPoint point) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (point.isAfter(scores[middle], entries[middle])) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public @Nullable ScoreNode insert(OrderPoint point, double score, byte[] entry, boolean last) {
    int index = rankOf(point);
    if (size < MAX_ELEMENTS) {
      insertAt(index, score, entry);
      return null;
    }
    // Elements that come in ascending order leave full leaves behind, not half-full ones.
    int middle = last && index == size ? size : size / 2;
    ScoreLeaf right = part(middle);
    if (index > middle || index == size) {
      right.insertAt(index - middle, score, entry);
    } else {
      insertAt(index, score, entry);
    }
    return right;
  }

  private ScoreLeaf part(int from) {
    int moved = size - from;
    ScoreLeaf right = new ScoreLeaf(meter, moved + (moved >> 3) + SPARE);
    System.arraycopy(scores, from, right.scores, 0, moved);
    System.arraycopy(entries, from, right.entries, 0, moved);
    right.size = moved;
    Arrays.fill(entries, from, size, NO_ENTRY);
    size = from;
    resize(from + (moved == 0 ? 0 : (from >> 3) + SPARE));
    return right;
  }

  private void insertAt(int index, double score, byte[] entry) {
    if (size == scores.length) {
      resize(Math.min(MAX_ELEMENTS, size + (size >> 2) + SPARE));
    }
    System.arraycopy(scores, index, scores, index + 1, size - index);
    System.arraycopy(entries, index, entries, index + 1, size - index);
    scores[index] = score;
    entries[index] = entry;
    size++;
  }

  @Override
  public void remove(OrderPoint point) {
    int index = rankOf(point) - 1;
    size--;
    System.arraycopy(scores, index + 1, scores, index, size - index);
    System.arraycopy(entries, index + 1, entries, index, size - index);
    entries[size] = NO_ENTRY;
    if (size + (size >> 1) + 2 * SPARE < scores.length) {
      resize(size + (size >> 3) + SPARE);
    }
  }

  @Override
  public boolean absorb(ScoreNode right, double score, byte[] entry) {
    ScoreLeaf other = (ScoreLeaf) right;
    int joined = size + other.size;
    if (joined > ABSORBED_ELEMENTS && size > 0 && other.size > 0) {
      return false;
    }
    resize(joined + (joined >> 3) + SPARE);
    System.arraycopy(other.scores, 0, scores, size, other.size);
    System.arraycopy(other.entries, 0, entries, size, other.size);
    size = joined;
    meter.add(-HeapBytes.object(16) - other.arrayBytes());
    return true;
  }

  @Override
  public void forEach(int from, int to, Visitor visitor) {
    for (int index = from; index < to; index++) {
      visitor.visit(entries[index], scores[index]);
    }
  }

  @Override
  public void forEachReverse(int from, int to, Visitor visitor) {
    for (int index = to - 1; index >= from; index--) {
      visitor.visit(entries[index], scores[index]);
    }
  }
}
