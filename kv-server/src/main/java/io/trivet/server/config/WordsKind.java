package io.trivet.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list of words, such as addresses. The empty text is the empty list.
///
/// @param last the most words there may be
/// @param exactly null, or the exact number of words if the list is not empty
record WordsKind(int last, @Nullable Integer exactly) implements ValueKind<List<String>> {
  @Override
  public List<String> parse(List<String> words, List<String> current) throws BadValueException {
    if (words.isEmpty() || words.equals(List.of(""))) {
      return List.of();
    }
    if (words.size() > last || (exactly != null && words.size() != exactly)) {
      throw new BadValueException("wrong number of arguments");
    }
    return List.copyOf(words);
  }

  @Override
  public List<String> split(String text) {
    return DirectiveText.spaced(text);
  }

  @Override
  public String show(List<String> value) {
    return String.join(" ", value);
  }

  @Override
  public List<List<String>> lines(List<String> value) {
    return List.of(value.isEmpty() ? List.of("") : value);
  }

  @Override
  public String describe() {
    return exactly == null ? "words" : exactly + " words";
  }
}
