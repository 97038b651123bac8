package io.trivet.server.command;

import io.trivet.server.reply.ErrorText;

/// At most one word of several. Reading it by [Call#get(Choice)] gives the enum constant or null.
public final class Choice<E extends Enum<E>> extends Argument {
  private final ChoiceWords<E> words;

  Choice(String name, Class<E> type, ErrorText conflict) {
    super(name, null, true);
    this.words = ChoiceWords.of(type, conflict);
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
