package io.trivet.server.config;

/// The numbers from `first` to `last`, both included.
record NumberRange(long first, long last) {
  /// The number itself, if it is in the range.
  long check(long number) throws BadValueException {
    if (number < first || number > last) {
      throw new BadValueException(
          "argument must be between " + first + " and " + last + " inclusive");
    }
    return number;
  }

  /// The range as words of the reference; bounds that only the type sets are left out.
  String describe() {
    boolean hasFirst = first != Long.MIN_VALUE && first != Integer.MIN_VALUE;
    boolean hasLast = last != Long.MAX_VALUE && last != Integer.MAX_VALUE;
    if (hasFirst && hasLast) {
      return " from " + first + " to " + last;
    }
    if (hasFirst) {
      return " from " + first;
    }
    return hasLast ? " up to " + last : "";
  }
}
