package io.trivet.server.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One word out of a list, or several of them, kept as text: for options whose choice changes
/// nothing here.
record WordKind(List<String> choices, boolean takesSeveral) implements ValueKind<String> {
  @Override
  public String parse(List<String> words, String current) throws BadValueException {
    if (words.isEmpty() || (words.size() > 1 && !takesSeveral)) {
      throw new BadValueException("wrong number of arguments");
    }
    Set<String> chosen = new LinkedHashSet<>();
    for (String word : words) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (!choices.contains(lower)) {
        throw new BadValueException(
            "argument(s) must be one of the following: " + String.join(", ", choices));
      }
      chosen.add(lower);
    }
    return String.join(" ", chosen);
  }

  @Override
  public List<String> split(String text) {
    return takesSeveral ? DirectiveText.spaced(text) : List.of(text);
  }

  @Override
  public String show(String value) {
    return value;
  }

  @Override
  public List<List<String>> lines(String value) {
    return List.of(split(value));
  }

  @Override
  public String describe() {
    return (takesSeveral ? "some of " : "one of ") + String.join(", ", choices);
  }
}
