package io.trivet.server.config;

import java.util.List;

/// A decimal integer in a range.
record LongKind(NumberRange range) implements ValueKind<Long> {
  @Override
  public Long parse(List<String> words, Long current) throws BadValueException {
    return parse(ValueKind.only(words), range);
  }

  @Override
  public String show(Long value) {
    return Long.toString(value);
  }

  @Override
  public String describe() {
    return "integer" + range.describe();
  }

  /// The integer of a word, if it is in the range.
  static long parse(String word, NumberRange range) throws BadValueException {
    Long number = ConfigNumber.integer(word);
    if (number == null) {
      throw new BadValueException("argument couldn't be parsed into an integer");
    }
    return range.check(number);
  }
}
