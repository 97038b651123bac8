package io.trivet.server.command;

import java.util.List;

/// What the old form of COMMAND can tell of key specifications: one range, and whether it is all.
///
/// @param range the range that covers the specifications of fixed place that follow each other
/// @param areMovable whether keys may be elsewhere
record KeyRangeSum(KeySpec.Range range, boolean areMovable) {

  static KeyRangeSum of(List<KeySpec> specs) {
    if (specs.size() == 1) {
      KeySpec.Range only = specs.getFirst().simpleRange();
      return only == null
          ? new KeyRangeSum(KeySpec.Range.NONE, true)
          : new KeyRangeSum(only, isIncomplete(specs.getFirst()));
    }
    int first = Integer.MAX_VALUE;
    int last = 0;
    boolean areMovable = false;
    for (KeySpec spec : specs) {
      KeySpec.Range range = spec.simpleRange();
      if (range == null || range.step() != 1 || (last != 0 && last != range.first() - 1)) {
        areMovable = true;
        continue;
      }
      areMovable |= isIncomplete(spec);
      first = Math.min(first, range.first());
      last = Integer.compareUnsigned(range.last(), last) > 0 ? range.last() : last;
    }
    return new KeyRangeSum(
        first == Integer.MAX_VALUE ? KeySpec.Range.NONE : new KeySpec.Range(first, last, 1),
        areMovable);
  }

  private static boolean isIncomplete(KeySpec spec) {
    return spec.flags().contains(KeyFlag.INCOMPLETE);
  }
}
