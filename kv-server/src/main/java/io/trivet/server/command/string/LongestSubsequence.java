package io.trivet.server.command.string;

import io.trivet.storage.value.Bytes;

/// The longest common subsequence of two byte strings.
///
/// ```
/// length(i, j) = length(i - 1, j - 1) + 1                     if the i-th and the j-th byte agree
///              = max(length(i - 1, j), length(i, j - 1))      otherwise
/// ```
///
/// The table is filled row by row, and only two rows of it are kept. The way back through it needs
/// one bit a cell: whether the larger of the two neighbours was the upper one.
final class LongestSubsequence {
  private final byte[] first;
  private final byte[] second;
  private final long[] up;
  private final int length;

  private LongestSubsequence(byte[] first, byte[] second, long[] up, int length) {
    this.first = first;
    this.second = second;
    this.up = up;
    this.length = length;
  }

  /// Takes what lies on the way back, from the ends of the strings to their beginnings.
  @FunctionalInterface
  interface Visitor {
    /// A run of bytes that is in both strings, at `firstFrom` and at `secondFrom`.
    void run(int firstFrom, int secondFrom, int length);
  }

  /// Computes it, for [#runs] as well if `keepsWay`, else its length only.
  static LongestSubsequence of(Bytes one, Bytes other, boolean keepsWay) {
    byte[] first = one.array();
    byte[] second = other.array();
    long cells = (long) first.length * second.length;
    long[] up = new long[keepsWay ? (int) ((cells + Long.SIZE - 1) / Long.SIZE) : 0];
    int[] above = new int[second.length + 1];
    int[] row = new int[second.length + 1];
    long cell = 0;
    for (byte wanted : first) {
      for (int j = 1; j <= second.length; j++, cell++) {
        if (second[j - 1] == wanted) {
          row[j] = above[j - 1] + 1;
        } else if (above[j] > row[j - 1]) {
          row[j] = above[j];
          if (keepsWay) {
            up[(int) (cell >>> 6)] |= 1L << cell;
          }
        } else {
          row[j] = row[j - 1];
        }
      }
      int[] filled = row;
      row = above;
      above = filled;
    }
    return new LongestSubsequence(first, second, up, above[second.length]);
  }

  /// Its length in bytes.
  int length() {
    return length;
  }

  /// Its bytes.
  Bytes bytes() {
    byte[] bytes = new byte[length];
    int[] to = {length};
    runs((firstFrom, secondFrom, count) -> {
      to[0] -= count;
      System.arraycopy(first, firstFrom, bytes, to[0], count);
    });
    return Bytes.of(bytes);
  }

  /// Shows the runs of neighbouring bytes that it consists of, last one first.
  void runs(Visitor visitor) {
    int i = first.length;
    int j = second.length;
    int run = 0;
    while (i > 0 && j > 0) {
      if (first[i - 1] == second[j - 1]) {
        run++;
        i--;
        j--;
        continue;
      }
      if (run > 0) {
        visitor.run(i, j, run);
        run = 0;
      }
      if (cameFromAbove(i, j)) {
        i--;
      } else {
        j--;
      }
    }
    if (run > 0) {
      visitor.run(i, j, run);
    }
  }

  private boolean cameFromAbove(int i, int j) {
    long cell = (long) (i - 1) * second.length + (j - 1);
    return (up[(int) (cell >>> 6)] >>> cell & 1) != 0;
  }
}
