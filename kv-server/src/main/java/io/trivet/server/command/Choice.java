package io.trivet.server.command;

import io.trivet.server.reply.ErrorText;

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

  /// The same choice, in which the client must make one. If its option is given twice, the last one
  /// counts, unless the choice has a conflict of its own.
  public RequiredChoice<E> required() {
    boolean isOwnConflict = words.conflict() != ErrorText.SYNTAX_ERROR;
    return new RequiredChoice<>(name(), isOwnConflict ? words : words.lastWins());
  }

  ChoiceWords<E> words() {
    return words;
  }

  @Override
  int presentWords() {
    return 1;
  }
}
