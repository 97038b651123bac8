package io.trivet.server.reply;

/// The integer replies from -2 (TTL of no key) to 1,023, made once.
final class SmallIntegers {
  private static final int FIRST = -2;
  private static final int LAST = 1023;
  private static final Reply[] CACHED = new Reply[LAST - FIRST + 1];

  static {
    for (int i = 0; i < CACHED.length; i++) {
      CACHED[i] = new Reply.Int64(i + (long) FIRST);
    }
  }

  private SmallIntegers() {}

  static Reply of(long value) {
    return value >= FIRST && value <= LAST ? CACHED[(int) (value - FIRST)] : new Reply.Int64(value);
  }
}
