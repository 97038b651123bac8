package io.trivet.it.difference;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What was compared so far: how often each command was answered, and with what.
final class Coverage {
  private final Map<String, int[]> answers = new TreeMap<>();
  private final Map<String, Integer> reviewed = new TreeMap<>();
  private long requests;

  void count(Exchange exchange) {
    requests++;
    int[] counts = answers.computeIfAbsent(name(exchange), _ -> new int[2]);
    counts[exchange.redis().isError() ? 1 : 0]++;
  }

  void count(Reviewed difference) {
    reviewed.merge(difference.reason(), 1, Integer::sum);
  }

  /// Replies compared.
  long requests() {
    return requests;
  }

  /// How often a command was answered without and with an error.
  int[] answers(List<String> names) {
    return answers.getOrDefault(String.join("|", names), new int[2]);
  }

  /// Reviewed differences and how often they came.
  Map<String, Integer> reviewed() {
    return reviewed;
  }

  private static String name(Exchange exchange) {
    String command = exchange.command();
    return command.equals("object") || command.equals("pubsub")
        ? command + "|" + exchange.word(1).toLowerCase(Locale.ROOT)
        : command;
  }
}
