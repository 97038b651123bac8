package io.trivet.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads directives from the arguments of the command line, in these forms:
///
///     --port 7001         --appendfsync=always
///     --bind 10.0.0.1 ::1 --set appendfsync=always
///
/// An argument that begins with two dashes ends the value before it; a value that begins with two
/// dashes needs the form with `=`.
final class ConfigArguments {
  private final ConfigProblems problems;
  private final List<Directive> directives = new ArrayList<>();

  ConfigArguments(ConfigProblems problems) {
    this.problems = problems;
  }

  /// The directives of the arguments, in order.
  List<Directive> read(List<String> arguments) {
    int at = 0;
    while (at < arguments.size()) {
      int end = at + 1;
      while (end < arguments.size() && !arguments.get(end).startsWith("--")) {
        end++;
      }
      read(arguments.get(at), arguments.subList(at + 1, end));
      at = end;
    }
    return directives;
  }

  private void read(String first, List<String> words) {
    if (!first.startsWith("--") || first.length() == 2) {
      problems.add("command line", "expected --NAME VALUE, not " + first);
    } else if (first.equals("--set")) {
      readPairs(words);
    } else if (first.contains("=") && words.isEmpty()) {
      readPairs(List.of(first.substring(2)));
    } else {
      add(first.substring(2), words);
    }
  }

  private void readPairs(List<String> pairs) {
    if (pairs.isEmpty()) {
      problems.add("command line", "--set needs NAME=VALUE");
    }
    for (String pair : pairs) {
      int sign = pair.indexOf('=');
      if (sign <= 0) {
        problems.add("command line", "--set needs NAME=VALUE, not " + pair);
      } else {
        add(pair.substring(0, sign), List.of(pair.substring(sign + 1)));
      }
    }
  }

  private void add(String name, List<String> words) {
    directives.add(
        new Directive(
            DirectiveText.ofUnicode(name).toLowerCase(Locale.ROOT),
            words.stream().map(DirectiveText::ofUnicode).toList(),
            new Origin.CommandLine()));
  }
}
