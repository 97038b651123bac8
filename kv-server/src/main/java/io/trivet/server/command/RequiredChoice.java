package io.trivet.server.command;

/// Exactly one word of several, known by its place. Reading it by [Call#get(RequiredChoice)] gives
/// the enum constant.
public final class RequiredChoice<E extends Enum<E>> extends Argument {
  private final ChoiceWords<E> words;

  RequiredChoice(String name, ChoiceWords<E> words) {
    super(name, null, false);
    this.words = words;
  }

  ChoiceWords<E> words() {
    return words;
  }

  @Override
  int presentWords() {
    return 1;
  }
}
