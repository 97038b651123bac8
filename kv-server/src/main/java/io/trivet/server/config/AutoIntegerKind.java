package io.trivet.server.config;

import java.util.List;
import java.util.Locale;

/// A decimal integer in a range, or the word `auto`, which is kept as [#AUTO]: the server then
/// chooses the number itself.
record AutoIntegerKind(NumberRange range) implements ValueKind<Integer> {
  /// Stands for the word `auto`; no range of this kind holds it.
  static final int AUTO = -1;

  @Override
  public Integer parse(List<String> words, Integer current) throws BadValueException {
    String word = ValueKind.only(words);
    if (word.toLowerCase(Locale.ROOT).equals("auto")) {
      return AUTO;
    }
    return Math.toIntExact(LongKind.parse(word, range));
  }

  @Override
  public String show(Integer value) {
    return value == AUTO ? "auto" : Integer.toString(value);
  }

  @Override
  public String describe() {
    return "integer" + range.describe() + ", or auto";
  }
}
