package io.trivet.server.command;

/// Derives the arity of a command: how many words a request has, name included.
final class Arity {
  private static final int CONTAINER = -2;

  private Arity() {}

  /// The exact number if the syntax allows only one, else the least number, negated.
  static int of(Sequence sequence, int nameWords, boolean isContainer, boolean hasSubcommands) {
    if (isContainer) {
      return CONTAINER;
    }
    int least = nameWords + sequence.minWords();
    return isFixed(sequence) && !hasSubcommands ? least : -least;
  }

  private static boolean isFixed(Sequence sequence) {
    return sequence.arguments().stream().allMatch(Arity::isFixed);
  }

  private static boolean isFixed(Argument argument) {
    if (argument.isOptional()) {
      return false;
    }
    return switch (argument) {
      case WordArgument<?> _, RequiredChoice<?> _ -> true;
      case Block block -> isFixed(block.sequence());
      case Alternatives either ->
          either.arguments().stream()
              .allMatch(a -> isFixed(a) && a.minWords() == either.minWords());
      case Token _, Choice<?> _, Repeated _ -> false;
    };
  }
}
