package io.trivet.storage.effect;

/// What a key held before a string was put there: a replay that knows need not read it.
///
/// Persistent, in bits 6 and 7 of the byte with the string's encoding: never change.
public enum Replaced {
  /// A collection, or it is not known.
  ANYTHING(0),
  NOTHING(1),
  STRING(2);

  private static final int SHIFT = 6;
  private static final int ENCODING_MASK = (1 << SHIFT) - 1;

  private final int code;

  Replaced(int code) {
    this.code = code;
  }

  /// The byte that says both.
  int with(int encodingCode) {
    return encodingCode | code << SHIFT;
  }

  static int encodingCode(int both) {
    return both & ENCODING_MASK;
  }

  static boolean isKnown(int both) {
    return both >>> SHIFT <= STRING.code;
  }

  static Replaced of(int both) {
    return switch (both >>> SHIFT) {
      case 0 -> ANYTHING;
      case 1 -> NOTHING;
      case 2 -> STRING;
      default -> throw new CorruptEffectException("string over something unknown");
    };
  }
}
