package io.trivet.cli.bench.workload;

/// One connection among those that share a load: the `index`-th of `count`, from 0.
public record Share(int index, int count) {
  /// Checks the range.
  public Share {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException("share " + index + " of " + count);
    }
  }

  /// The first of `total` things that this share holds. The shares lie one behind the other, and
  /// their sizes differ by one at most.
  public long first(long total) {
    return bound(index, total);
  }

  /// How many of `total` things this share holds.
  public long size(long total) {
    return bound(index + 1, total) - bound(index, total);
  }

  private long bound(int shares, long total) {
    return total / count * shares + total % count * shares / count;
  }
}
