package io.trivet.server.config;

import java.util.List;

/// File permissions, written as octal digits.
record OctalKind(NumberRange range) implements ValueKind<Integer> {
  @Override
  public Integer parse(List<String> words, Integer current) throws BadValueException {
    Long number = ConfigNumber.octal(ValueKind.only(words));
    if (number == null) {
      throw new BadValueException("argument couldn't be parsed as an octal number");
    }
    return Math.toIntExact(range.check(number));
  }

  @Override
  public String show(Integer value) {
    return Integer.toOctalString(value);
  }

  @Override
  public String describe() {
    return "octal permissions";
  }
}
