package io.trivet.it.difference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Takes steps out of a stream as long as it still fails.
final class Shrinker {

  /// Whether a stream still fails in the way that is looked for.
  @FunctionalInterface
  interface Failure {
    /// Runs it.
    boolean isSeenIn(List<Step> steps) throws IOException;
  }

  private Shrinker() {}

  /// A stream from which no single step can be taken.
  static List<Step> shrink(List<Step> failing, Failure failure) throws IOException {
    List<Step> steps = failing;
    for (int size = steps.size() / 2; size > 0; size = size / 2) {
      List<Step> before;
      do {
        before = steps;
        steps = withoutBlocks(steps, size, failure);
      } while (size == 1 && steps.size() < before.size());
    }
    return steps;
  }

  private static List<Step> withoutBlocks(List<Step> failing, int size, Failure failure)
      throws IOException {
    List<Step> steps = failing;
    // From the end: what comes behind the difference goes first.
    for (int end = steps.size(); end > 0; end -= size) {
      List<Step> shorter = new ArrayList<>(steps);
      shorter.subList(Math.max(0, end - size), Math.min(end, shorter.size())).clear();
      if (failure.isSeenIn(shorter)) {
        steps = shorter;
      }
    }
    return steps;
  }
}
