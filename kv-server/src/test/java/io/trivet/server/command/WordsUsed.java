package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Reads every argument of a call, and notes which words they are.
final class WordsUsed {
  private final int[] times;
  private final List<Integer> keys = new ArrayList<>();

  WordsUsed(int words) {
    times = new int[words];
  }

  List<Integer> keys() {
    return keys;
  }

  void add(Call call, Scope scope) {
    for (Argument argument : scope.members()) {
      if (!call.has(argument)) {
        continue;
      }
      switch (argument) {
        case KeyArg key -> {
          call.get(key);
          keys.add(call.word(key));
          times[call.word(key)]++;
        }
        case WordArgument<?> word -> {
          read(call, word);
          times[call.word(word)]++;
        }
        case Repeated repeated -> {
          int items = 0;
          for (Call item : call.each(repeated)) {
            add(item, repeated.item());
            items++;
          }
          assertThat(items).isEqualTo(call.count(repeated));
        }
        case Token _, Block _, Alternatives _ -> {}
        case Choice<?> choice -> assertThat(call.get(choice)).isNotNull();
        case RequiredChoice<?> choice -> assertThat(call.get(choice)).isNotNull();
      }
    }
  }

  /// No word is read by two arguments. (Tokens and choices are not counted: one may be given
  /// twice.)
  void checkEachOnce(List<Bytes> words) {
    for (int word = 0; word < times.length; word++) {
      assertThat(times[word]).as("readers of word %s of %s", word, words).isLessThanOrEqualTo(1);
    }
  }

  private static void read(Call call, WordArgument<?> word) {
    switch (word) {
      case KeyArg key -> call.get(key);
      case BytesArg bytes -> call.get(bytes);
      case Int64Arg number -> call.get(number);
      case Float64Arg number -> assertThat(call.get(number)).isNotNaN();
      case TimeoutArg timeout -> assertThat(call.get(timeout)).isNotNegative();
      case ParsedArg<?> parsed -> call.get(parsed);
    }
  }
}
