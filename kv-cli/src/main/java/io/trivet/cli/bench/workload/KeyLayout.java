package io.trivet.cli.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// How a key's number becomes its name: a prefix, and the number in as many decimal digits as the
/// key has bytes left. Key 42 of 16 bytes is `key:000000000042`.
///
/// @param prefix text before the digits
/// @param keyBytes length of every key
/// @param keys how many keys there are: numbers run over `[0, keys)`
public record KeyLayout(String prefix, int keyBytes, long keys) {
  private static final long MAX_KEYS = 1_000_000_000_000L;

  /// Checks that every number fits.
  public KeyLayout {
    if (keys < 1 || keys > MAX_KEYS) {
      throw new IllegalArgumentException("keys must be from 1 to " + MAX_KEYS + ", not " + keys);
    }
    int needed = prefixBytes(prefix) + digitsOf(keys - 1);
    if (keyBytes < needed) {
      throw new IllegalArgumentException(
          "keys of "
              + keyBytes
              + " bytes are too short: "
              + keys
              + " of them with the prefix '"
              + prefix
              + "' take "
              + needed);
    }
  }

  /// Decimal digits that differ between keys.
  int digits() {
    return digitsOf(keys - 1);
  }

  /// Key number 0.
  byte[] firstKey() {
    byte[] key = new byte[keyBytes];
    byte[] head = prefix.getBytes(StandardCharsets.UTF_8);
    Arrays.fill(key, (byte) '0');
    System.arraycopy(head, 0, key, 0, head.length);
    return key;
  }

  /// Writes a number of `digits` decimal digits, zeros in front, that ends before `end`.
  static void writeDigits(byte[] target, int end, int digits, long number) {
    long rest = number;
    for (int at = end - 1; at >= end - digits; at--) {
      long quotient = rest / 10;
      target[at] = (byte) ('0' + (rest - quotient * 10));
      rest = quotient;
    }
  }

  private static int prefixBytes(String prefix) {
    return prefix.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int digitsOf(long number) {
    return Long.toString(number).length();
  }
}
