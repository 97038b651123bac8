package io.trivet.server.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arguments in the order of the syntax, with what the parser wants to know of each place.
///
/// Neighbours that begin with a token form a run, in which their order is free.
final class Sequence {
  private final Argument[] arguments;
  private final int[] wordsFrom;
  private final int[] runEnd;

  Sequence(List<? extends Argument> list) {
    arguments = list.toArray(new Argument[0]);
    wordsFrom = new int[arguments.length + 1];
    runEnd = new int[arguments.length];
    for (int i = arguments.length - 1; i >= 0; i--) {
      wordsFrom[i] = wordsFrom[i + 1] + arguments[i].minWords();
      boolean continues = i + 1 < arguments.length && beginsWithToken(arguments[i + 1]);
      runEnd[i] = continues ? runEnd[i + 1] : i + 1;
    }
  }

  List<Argument> arguments() {
    return List.of(arguments);
  }

  int length() {
    return arguments.length;
  }

  Argument at(int index) {
    return arguments[index];
  }

  @Nullable Argument next(int index) {
    return index + 1 < arguments.length ? arguments[index + 1] : null;
  }

  /// Words that the arguments from `index` on take at least.
  int wordsFrom(int index) {
    return wordsFrom[index];
  }

  int minWords() {
    return wordsFrom[0];
  }

  /// Where the run that contains `index` ends, exclusive.
  int runEnd(int index) {
    return runEnd[index];
  }

  /// Whether an argument is recognised by its first word, not by its place.
  static boolean beginsWithToken(Argument argument) {
    return switch (argument) {
      case Token _, Choice<?> _ -> true;
      case RequiredChoice<?> _ -> false;
      case WordArgument<?> word -> word.token() != null;
      case Repeated repeated -> repeated.token() != null;
      case Block block -> block.token() != null || beginsWithToken(block.sequence());
      case Alternatives either -> either.arguments().stream().allMatch(Sequence::beginsWithToken);
    };
  }

  /// A block is known by the word that its first argument must begin with; if that may be missing,
  /// by its place.
  private static boolean beginsWithToken(Sequence sequence) {
    Argument first = sequence.arguments[0];
    return first instanceof RequiredChoice<?> || (!first.isOptional() && beginsWithToken(first));
  }
}
