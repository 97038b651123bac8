package io.trivet.server.config;

import java.util.List;

/// A text of one word, which may be empty.
record TextKind() implements ValueKind<String> {
  @Override
  public String parse(List<String> words, String current) throws BadValueException {
    return ValueKind.only(words);
  }

  @Override
  public String show(String value) {
    return value;
  }

  @Override
  public String describe() {
    return "text";
  }
}
