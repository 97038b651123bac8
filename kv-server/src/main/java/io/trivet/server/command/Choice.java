package io.trivet.server.command;

/// At most one word of several. Reading it by [Call#get(Choice)] gives the enum constant or null.
public final class Choice<E extends Enum<E>> extends Argument {
  private final ChoiceWords<E> words;

  Choice(String name, ChoiceWords<E> words) {
    super(name, null, true);
    this.words = words;
  }

  /// The same choice; of two different words the last one counts.
  public Choice<E> lastWins() {
    return new Choice<>(name(), words.lastWins());
  }

  /// The same choice, in which the client must make one.
  public RequiredChoice<E> required() {
    return new RequiredChoice<>(name(), words);
  }

  ChoiceWords<E> words() {
    return words;
  }

  @Override
  int presentWords() {
    return 1;
  }
}
