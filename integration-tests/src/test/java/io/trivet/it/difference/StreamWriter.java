package io.trivet.it.difference;

import io.trivet.it.difference.Documentation.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Writes a stream of requests from a seed.
final class StreamWriter {
  private static final List<Syntax> NO_FAMILY = List.of();

  /// Random answers, and the question for all there is to choose from.
  private static List<String> choices(String command, String key) {
    return switch (command) {
      case "spop", "srandmember" -> List.of("SMEMBERS", key);
      case "hrandfield" -> List.of("HGETALL", key);
      case "zrandmember" -> List.of("ZRANGE", key, "0", "-1", "WITHSCORES");
      default -> List.of("KEYS", "*");
    };
  }

  private final List<Syntax> compared;
  private final Random random;
  private final RequestWriter requests;

  StreamWriter(Documentation documentation, long seed) {
    this.compared =
        documentation.commands().stream()
            .filter(syntax -> !LeftOut.reasons().containsKey(syntax.name()))
            .toList();
    this.random = new Random(seed);
    this.requests = new RequestWriter(random, new Vocabulary(random));
  }

  /// The next so many requests, give or take a few.
  List<Step> steps(int count) {
    List<Step> steps = new ArrayList<>();
    // A stream keeps to few families, so that its requests meet at the same keys.
    List<Syntax> favourites = favourites();
    while (steps.size() < count) {
      List<Syntax> from = favourites.isEmpty() || random.nextInt(4) == 0 ? compared : favourites;
      Syntax syntax = from.get(random.nextInt(from.size()));
      if (isRare(syntax) && random.nextInt(8) > 0) {
        continue;
      }
      if (random.nextInt(60) == 0) {
        addTransaction(steps, from);
      } else {
        steps.add(step(syntax));
      }
    }
    return steps;
  }

  private List<Syntax> favourites() {
    List<String> groups = compared.stream().map(Syntax::group).distinct().toList();
    int dice = random.nextInt(groups.size() + 1);
    if (dice == groups.size()) {
      return NO_FAMILY;
    }
    String group = groups.get(dice);
    return compared.stream().filter(syntax -> syntax.group().equals(group)).toList();
  }

  /// What empties, waits or leads elsewhere.
  private static boolean isRare(Syntax syntax) {
    String name = syntax.name();
    return name.startsWith("flush")
        || name.startsWith("b") && !syntax.group().equals("bitmap")
        || name.equals("select")
        || name.equals("swapdb")
        || syntax.group().equals("transactions");
  }

  private void addTransaction(List<Step> steps, List<Syntax> from) {
    steps.add(Step.of(List.of("MULTI")));
    for (int i = random.nextInt(5); i >= 0; i--) {
      Syntax syntax = from.get(random.nextInt(from.size()));
      if (!syntax.group().equals("transactions")) {
        steps.add(step(syntax));
      }
    }
    steps.add(Step.of(List.of(random.nextInt(5) == 0 ? "DISCARD" : "EXEC")));
  }

  private Step step(Syntax syntax) {
    List<String> request = requests.request(syntax);
    String command = request.getFirst().toLowerCase(Locale.ROOT);
    String key = request.size() > 1 ? request.get(1) : "";
    return switch (command) {
      case "spop" -> new Step(List.of(choices(command, key), request, List.of("DEL", key)));
      case "srandmember", "hrandfield", "zrandmember" ->
          new Step(List.of(choices(command, key), withFewRepetitions(request)));
      case "randomkey" -> new Step(List.of(choices(command, key), request));
      // A watched key that is again as it was counts as unchanged with us.
      case "flushdb", "flushall", "swapdb" -> new Step(List.of(List.of("UNWATCH"), request));
      default -> isByLex(request) ? byLex(request) : Step.of(request);
    };
  }

  /// A negative count asks for so many members, the same ones over and over: two thousand million
  /// of them in one reply took redis-server 23 GB, which ended it.
  private static List<String> withFewRepetitions(List<String> request) {
    return request.stream().map(word -> word.matches("-\\d{5,18}") ? "-1000" : word).toList();
  }

  private static boolean isByLex(List<String> request) {
    return request.size() > 2
        && (request.getFirst().toLowerCase(Locale.ROOT).contains("lex")
            || request.stream().anyMatch("BYLEX"::equalsIgnoreCase));
  }

  /// A range by the order of members says nothing unless all scores are the same.
  private Step byLex(List<String> request) {
    String key = request.get(request.getFirst().equalsIgnoreCase("zrangestore") ? 2 : 1);
    List<String> add = new ArrayList<>(List.of("ZADD", key));
    for (String member : List.of("a", "aa", "b", "c", "d", "1", "foobar", "")) {
      if (random.nextInt(3) > 0) {
        add.addAll(List.of("0", member));
      }
    }
    return new Step(List.of(List.of("DEL", key), add, request));
  }
}
