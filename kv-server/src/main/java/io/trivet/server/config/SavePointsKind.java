package io.trivet.server.config;

import java.util.ArrayList;
import java.util.List;

/// Pairs of numbers: seconds and changes. Directives of one file add up; the empty text clears.
record SavePointsKind() implements ValueKind<List<String>> {
  @Override
  public List<String> parse(List<String> words, List<String> current) throws BadValueException {
    if (words.equals(List.of(""))) {
      return List.of();
    }
    if (words.isEmpty() || words.size() % 2 != 0) {
      throw refused();
    }
    for (int at = 0; at < words.size(); at += 2) {
      Long seconds = ConfigNumber.integer(words.get(at));
      Long changes = ConfigNumber.integer(words.get(at + 1));
      if (seconds == null || seconds < 1 || changes == null || changes < 0) {
        throw refused();
      }
    }
    return List.copyOf(words);
  }

  @Override
  public List<String> parseAgain(List<String> words, List<String> current)
      throws BadValueException {
    List<String> more = parse(words, current);
    List<String> all = new ArrayList<>(more.isEmpty() ? List.of() : current);
    all.addAll(more);
    return List.copyOf(all);
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
    return "pairs of seconds and changes, or \"\"";
  }

  private static BadValueException refused() {
    return new BadValueException("Invalid save parameters");
  }
}
