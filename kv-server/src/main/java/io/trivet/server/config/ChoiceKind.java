package io.trivet.server.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One word out of the constants of an enum.
record ChoiceKind<E extends Enum<E> & Worded>(Class<E> type) implements ValueKind<E> {
  @Override
  public E parse(List<String> words, E current) throws BadValueException {
    String word = ValueKind.only(words);
    for (E constant : type.getEnumConstants()) {
      if (constant.word().equalsIgnoreCase(word)) {
        return constant;
      }
    }
    throw new BadValueException("argument(s) must be one of the following: " + choices());
  }

  @Override
  public String show(E value) {
    return value.word();
  }

  @Override
  public String describe() {
    return "one of " + choices();
  }

  private String choices() {
    return Stream.of(type.getEnumConstants()).map(Worded::word).collect(Collectors.joining(", "));
  }
}
