package io.trivet.storage.value;

import java.util.random.RandomGenerator;

/// Chooses some elements of a sequence in one pass: each subset of the wanted size is equally
/// likely, and nothing has to be remembered (Knuth, Seminumerical Algorithms, 3.4.2, algorithm S).
final class SequentialSample {
  private final RandomGenerator random;
  private int left;
  private int wanted;

  /// A choice of `wanted` among `left` elements; of all of them if there are no more.
  SequentialSample(RandomGenerator random, int left, int wanted) {
    this.random = random;
    this.left = left;
    this.wanted = Math.min(left, wanted);
  }

  /// Whether the next element of the sequence is chosen.
  boolean takesNext() {
    boolean taken = wanted == left || random.nextInt(left) < wanted;
    left--;
    if (taken) {
      wanted--;
    }
    return taken;
  }

  /// Whether no element is left to be chosen.
  boolean isComplete() {
    return wanted <= 0;
  }
}
