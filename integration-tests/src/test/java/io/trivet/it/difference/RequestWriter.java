package io.trivet.it.difference;

import io.trivet.it.difference.Documentation.Syntax;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Writes requests by the syntax of their commands, most of them well-formed.
final class RequestWriter {
  private final Random random;
  private final Vocabulary vocabulary;
  private List<String> words = List.of();
  private String group = "";
  private int countPlace;
  private int keys;

  RequestWriter(Random random, Vocabulary vocabulary) {
    this.random = random;
    this.vocabulary = vocabulary;
  }

  /// A request of this command.
  List<String> request(Syntax syntax) {
    words = new ArrayList<>();
    group = syntax.group();
    countPlace = -1;
    keys = 0;
    syntax.names().forEach(name -> words.add(vocabulary.inAnyCase(name)));
    add(shuffled(syntax.arguments()));
    if (random.nextInt(20) == 0) {
      spoil();
    }
    if (syntax.name().startsWith("b") && !group.equals("bitmap")) {
      shortenWait(syntax.name().endsWith("mpop") ? 1 : words.size() - 1);
    }
    return List.copyOf(words);
  }

  private void add(List<Argument> arguments) {
    for (Argument argument : arguments) {
      if (!argument.isOptional() || random.nextInt(3) == 0) {
        add(argument);
      }
    }
  }

  private void add(Argument argument) {
    int times = argument.isMultiple() ? times(argument) : 1;
    for (int i = 0; i < times; i++) {
      if (!argument.token().isEmpty() && (i == 0 || argument.hasTokenEachTime())) {
        words.add(vocabulary.inAnyCase(argument.token()));
      }
      addOne(argument);
    }
    if (argument.type().equals("key") && countPlace >= 0) {
      keys = times;
      words.set(countPlace, random.nextInt(12) == 0 ? vocabulary.stray() : "" + times);
      countPlace = -1;
    }
  }

  private int times(Argument argument) {
    boolean isForEachKey = argument.name().equals("weight") && random.nextInt(8) > 0;
    return isForEachKey ? keys : 1 + random.nextInt(3);
  }

  private void addOne(Argument argument) {
    switch (argument.type()) {
      case "key" -> words.add(vocabulary.key(group));
      case "pure-token" -> {
        if (argument.token().isEmpty()) {
          words.add(vocabulary.inAnyCase(argument.name()));
        }
      }
      case "oneof" -> add(argument.arguments().get(random.nextInt(argument.arguments().size())));
      case "block" -> add(argument.arguments());
      default -> {
        if (argument.name().equals("numkeys")) {
          countPlace = words.size();
        }
        words.add(vocabulary.word(argument, group));
      }
    }
  }

  /// No request waits longer than some milliseconds.
  private void shortenWait(int place) {
    if (place > 0 && place < words.size()) {
      words.set(place, vocabulary.wait(words.get(place)));
    }
  }

  /// Options in another order, at times.
  private List<Argument> shuffled(List<Argument> arguments) {
    int first = arguments.size();
    while (first > 0 && isOption(arguments.get(first - 1))) {
      first--;
    }
    List<Argument> order = new ArrayList<>(arguments);
    if (random.nextInt(3) == 0) {
      Collections.shuffle(order.subList(first, order.size()), random);
    }
    return order;
  }

  private static boolean isOption(Argument argument) {
    return argument.isOptional()
        && (!argument.token().isEmpty()
            || argument.arguments().stream().allMatch(RequestWriter::isNamed));
  }

  private static boolean isNamed(Argument argument) {
    return !argument.token().isEmpty();
  }

  /// Makes a fault: a word too many, too few, doubled, or another.
  private void spoil() {
    int place = 1 + random.nextInt(words.size());
    switch (random.nextInt(4)) {
      case 0 -> words.add(place, vocabulary.stray());
      case 1 -> words.subList(Math.min(place, words.size() - 1), words.size()).clear();
      case 2 -> words.add(place, words.get(place - 1));
      default -> words.set(Math.min(place, words.size() - 1), vocabulary.stray());
    }
    if (words.isEmpty()) {
      words.add("");
    }
  }
}
