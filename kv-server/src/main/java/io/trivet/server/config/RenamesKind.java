package io.trivet.server.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Two words: a command and its new name, or "" to remove it. Directives of one file add up.
record RenamesKind() implements ValueKind<Map<String, String>> {
  private static final int WORDS = 2;

  @Override
  public Map<String, String> parse(List<String> words, Map<String, String> current)
      throws BadValueException {
    if (words.size() != WORDS) {
      throw new BadValueException("wrong number of arguments");
    }
    Map<String, String> renames = new LinkedHashMap<>(current);
    renames.put(words.get(0).toLowerCase(Locale.ROOT), words.get(1).toLowerCase(Locale.ROOT));
    return Collections.unmodifiableMap(renames);
  }

  @Override
  public String show(Map<String, String> value) {
    return "";
  }

  @Override
  public List<List<String>> lines(Map<String, String> value) {
    List<List<String>> lines = new ArrayList<>();
    value.forEach((command, name) -> lines.add(List.of(command, name)));
    return lines;
  }

  @Override
  public String describe() {
    return "command and its new name; repeated";
  }
}
