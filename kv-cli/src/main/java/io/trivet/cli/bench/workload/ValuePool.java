package io.trivet.cli.bench.workload;

import java.util.SplittableRandom;

/// Random letters, of which every value is a window: values differ, hardly compress, are never
/// taken for numbers, and cost one copy.
///
/// Threads: any; immutable.
final class ValuePool {
  private static final int WINDOWS = 1 << 16;
  private static final int LETTERS = 26;

  private final byte[] letters;
  private final int valueBytes;

  ValuePool(int valueBytes, SplittableRandom random) {
    this.valueBytes = valueBytes;
    this.letters = new byte[valueBytes + WINDOWS - 1];
    for (int index = 0; index < letters.length; index++) {
      int letter = random.nextInt(2 * LETTERS);
      letters[index] = (byte) (letter < LETTERS ? 'a' + letter : 'A' + letter - LETTERS);
    }
  }

  int valueBytes() {
    return valueBytes;
  }

  /// Writes a value at a place of `target`.
  void write(byte[] target, int at, SplittableRandom random) {
    int window = (int) (random.nextLong() >>> 48);
    System.arraycopy(letters, window, target, at, valueBytes);
  }
}
