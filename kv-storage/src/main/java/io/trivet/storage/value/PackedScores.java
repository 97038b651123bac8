package io.trivet.storage.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A packed sorted set: elements in the order of score and member.
///
/// ```
/// member    score                              ...        Persistent: never change.
/// element   8 bytes, IEEE 754, little-endian
/// ```
final class PackedScores {
  private static final VarHandle SCORE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SCORE_BYTES = 8;

  private final PackedBuffer buffer;

  PackedScores(PackedBuffer buffer) {
    this.buffer = buffer;
  }

  /// The bytes being edited.
  PackedBuffer buffer() {
    return buffer;
  }

  /// Walks over all elements.
  ///
  /// @throws CorruptValueException if they are not whole, not in order or not as many as counted
  void verify() {
    ElementReader reader = new ElementReader();
    OrderPoint last = OrderPoint.start(ScoreBound.MIN);
    int counted = 0;
    for (int at = buffer.from(); at < buffer.to(); counted++) {
      int end = reader.read(buffer.bytes(), at, buffer.to());
      double score = score(end);
      if (Double.isNaN(score) || last.isAfter(score, reader.array(), reader.from(), reader.to())) {
        throw new CorruptValueException("score " + score + " out of order at " + at);
      }
      Bytes member = reader.copy();
      last = OrderPoint.behind(score, member.array(), 0, member.length());
      at = end + SCORE_BYTES;
    }
    buffer.verifyCount(counted);
  }

  /// The position of the member whose encoded form is the beginning of `member`, or -1.
  private int find(byte[] member, int length) {
    byte[] bytes = buffer.bytes();
    int limit = buffer.to();
    int at = buffer.from();
    while (at < limit) {
      int end = PackedElement.end(bytes, at, limit);
      if (bytes[at] == member[0] && Arrays.equals(bytes, at, end, member, 0, length)) {
        return at;
      }
      at = end + SCORE_BYTES;
    }
    return -1;
  }

  /// The score at a position behind a member.
  private double score(int at) {
    if (buffer.to() - at < SCORE_BYTES) {
      throw new CorruptValueException("score missing at " + at);
    }
    return (double) SCORE.get(buffer.bytes(), at);
  }

  /// The member's score, or `absent`.
  double scoreOr(Bytes member, double absent) {
    if (member.length() >= buffer.length() + PackedElement.MAX_DIGITS) {
      return absent;
    }
    byte[] encoded = PackedElement.encode(member);
    int at = find(encoded, encoded.length);
    return at < 0 ? absent : score(at + encoded.length);
  }

  /// Whether this is a member.
  boolean contains(Bytes member) {
    byte[] encoded = PackedElement.encode(member);
    return find(encoded, encoded.length) >= 0;
  }

  /// Gives a member, new or not, its score.
  PutOutcome put(Bytes member, double score) {
    byte[] element = PackedElement.encode(member.array(), 0, member.length(), SCORE_BYTES);
    int length = element.length - SCORE_BYTES;
    int at = find(element, length);
    if (at >= 0) {
      double current = score(at + length);
      if (current == score) {
        return PutOutcome.SAME;
      }
      buffer.cut(at, element.length);
    } else {
      buffer.addCount(1);
    }
    SCORE.set(element, length, score);
    buffer.splice(positionOf(member, score), 0, element);
    return at < 0 ? PutOutcome.ADDED : PutOutcome.CHANGED;
  }

  private int positionOf(Bytes member, double score) {
    OrderPoint point = OrderPoint.before(score, member.array(), 0, member.length());
    ElementReader reader = new ElementReader();
    int at = buffer.from();
    while (at < buffer.to()) {
      int end = reader.read(buffer.bytes(), at, buffer.to());
      if (!point.isAfter(score(end), reader.array(), reader.from(), reader.to())) {
        return at;
      }
      at = end + SCORE_BYTES;
    }
    return at;
  }

  /// Removes the member and says whether it was there.
  boolean remove(Bytes member) {
    byte[] encoded = PackedElement.encode(member);
    int at = find(encoded, encoded.length);
    if (at < 0) {
      return false;
    }
    score(at + encoded.length);
    buffer.cut(at, encoded.length + SCORE_BYTES);
    buffer.addCount(-1);
    return true;
  }

  /// The number of members before this one, or -1 if it is not there.
  int rank(Bytes member) {
    byte[] encoded = PackedElement.encode(member);
    int found = find(encoded, encoded.length);
    if (found < 0) {
      return -1;
    }
    int rank = 0;
    for (int at = buffer.from(); at < found; at = next(at)) {
      rank++;
    }
    return rank;
  }

  private int next(int at) {
    int end = PackedElement.end(buffer.bytes(), at, buffer.to());
    score(end);
    return end + SCORE_BYTES;
  }

  /// The number of members before the point.
  int rankOf(OrderPoint point) {
    ElementReader reader = new ElementReader();
    int rank = 0;
    for (int at = buffer.from(); at < buffer.to(); rank++) {
      int end = reader.read(buffer.bytes(), at, buffer.to());
      if (!point.isAfter(score(end), reader.array(), reader.from(), reader.to())) {
        return rank;
      }
      at = end + SCORE_BYTES;
    }
    return rank;
  }

  /// Shows the members of the ranks `[from, to)` in ascending order.
  void forEach(int from, int to, ScoredVisitor visitor) {
    ElementReader reader = new ElementReader();
    int at = position(from);
    for (int rank = from; rank < to; rank++) {
      int end = reader.read(buffer.bytes(), at, buffer.to());
      visitor.visit(reader.array(), reader.from(), reader.to(), score(end));
      at = end + SCORE_BYTES;
    }
  }

  /// Shows the members of the ranks `[from, to)` in descending order.
  void forEachReverse(int from, int to, ScoredVisitor visitor) {
    ElementReader reader = new ElementReader();
    int[] positions = new int[to - from];
    int at = position(from);
    for (int index = 0; index < positions.length; index++) {
      positions[index] = at;
      at = next(at);
    }
    for (int index = positions.length - 1; index >= 0; index--) {
      int end = reader.read(buffer.bytes(), positions[index], buffer.to());
      visitor.visit(reader.array(), reader.from(), reader.to(), score(end));
    }
  }

  /// Shows `picks` different members, each set of so many equally likely.
  void sample(RandomGenerator random, int picks, ScoredVisitor visitor) {
    ElementReader reader = new ElementReader();
    SequentialSample sample = new SequentialSample(random, buffer.count(), picks);
    int at = buffer.from();
    while (!sample.isComplete()) {
      if (sample.takesNext()) {
        int end = reader.read(buffer.bytes(), at, buffer.to());
        visitor.visit(reader.array(), reader.from(), reader.to(), score(end));
        at = end + SCORE_BYTES;
      } else {
        at = next(at);
      }
    }
  }

  private int position(int rank) {
    int at = buffer.from();
    for (int passed = 0; passed < rank; passed++) {
      at = next(at);
    }
    return at;
  }

  /// Removes the members of the ranks `[from, to)`.
  void removeRanks(int from, int to) {
    int first = position(from);
    int end = first;
    for (int rank = from; rank < to; rank++) {
      end = next(end);
    }
    buffer.cut(first, end - first);
    buffer.addCount(from - to);
  }
}
