package io.trivet.server.command;

import io.trivet.server.reply.ErrorText;
import io.trivet.server.resp.Request;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of a choice: one for each constant of an enum.
///
/// @param constants the constants, in the order of their ordinals
/// @param keywords the words, in the same order
/// @param conflict what is said to two different words of the choice; null: the last one counts
record ChoiceWords<E extends Enum<E>>(
    List<E> constants, List<Keyword> keywords, @Nullable ErrorText conflict) {

  static <E extends Enum<E>> ChoiceWords<E> of(Class<E> type, ErrorText conflict) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    return new ChoiceWords<>(
        constants, constants.stream().map(ChoiceWords::keyword).toList(), conflict);
  }

  /// The ordinal of the constant that a word stands for, or -1.
  int ordinal(Request request, int word) {
    for (int i = 0; i < keywords.size(); i++) {
      if (keywords.get(i).is(request, word)) {
        return i;
      }
    }
    return -1;
  }

  /// The same words, of which the last one given counts.
  ChoiceWords<E> lastWins() {
    return new ChoiceWords<>(constants, keywords, null);
  }

  private static Keyword keyword(Enum<?> constant) {
    return new Keyword(constant instanceof ChoiceWord word ? word.word() : constant.name());
  }
}
