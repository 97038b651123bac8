package io.trivet.server.config;

import java.util.List;

/// A decimal integer in a range that an int holds.
record IntegerKind(NumberRange range) implements ValueKind<Integer> {
  @Override
  public Integer parse(List<String> words, Integer current) throws BadValueException {
    return Math.toIntExact(LongKind.parse(ValueKind.only(words), range));
  }

  @Override
  public String show(Integer value) {
    return Integer.toString(value);
  }

  @Override
  public String describe() {
    return "integer" + range.describe();
  }
}
