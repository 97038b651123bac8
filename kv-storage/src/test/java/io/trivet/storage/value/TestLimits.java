package io.trivet.storage.value;

/// Encoding limits that tests pass early.
final class TestLimits {
  private TestLimits() {}

  /// Limits of so many entries, or 0 for the defaults, and of 64 bytes.
  static EncodingLimits entries(int most) {
    return new EncodingLimits(most, 64, -2, most, most, 64, most, 64);
  }

  /// The defaults with another limit for lists.
  static EncodingLimits lists(int maxListpackSize) {
    return new EncodingLimits(128, 64, maxListpackSize, 512, 128, 64, 128, 64);
  }
}
