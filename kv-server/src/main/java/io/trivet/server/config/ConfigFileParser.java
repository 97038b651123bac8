package io.trivet.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the text of a configuration file: one directive a line; empty lines and lines that begin
/// with `#` mean nothing. [DirectiveText] says how a line is made of words.
final class ConfigFileParser {
  private ConfigFileParser() {}

  /// The directives of a text. Lines that are none become problems.
  static List<Directive> parse(String text, Path file, ConfigProblems problems) {
    List<Directive> directives = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      Origin origin = new Origin.FileLine(file, number);
      if (isBlankOrComment(line)) {
        continue;
      }
      List<String> words = DirectiveText.words(line);
      if (words == null) {
        problems.add(origin.where(), "unbalanced quotes");
      } else {
        directives.add(directive(words, origin));
      }
    }
    return directives;
  }

  /// Whether a line holds no directive.
  static boolean isBlankOrComment(String line) {
    WordScanner scanner = new WordScanner(line);
    return !scanner.skipSpaces() || scanner.isAt('#');
  }

  private static Directive directive(List<String> words, Origin origin) {
    List<String> value = List.copyOf(words.subList(1, words.size()));
    return new Directive(words.getFirst().toLowerCase(Locale.ROOT), value, origin);
  }
}
