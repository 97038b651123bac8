package io.trivet.server.command;

import java.util.ArrayList;
import java.util.List;

/// Derives key specifications from the arguments of a command.
///
/// It walks through the syntax with the index of the next word, as long as that is fixed; behind an
/// option or a repetition it is not, and keys there must be found by a token or counted.
final class KeySpecs {
  private static final int NOT_FIXED = -1;

  private final List<KeySpec> specs = new ArrayList<>();

  private KeySpecs() {}

  /// The specifications for arguments that begin at word `first`.
  static List<KeySpec> of(Sequence sequence, int first) {
    KeySpecs derivation = new KeySpecs();
    derivation.walk(sequence, first, first, 0);
    return List.copyOf(derivation.specs);
  }

  /// Walks a sequence whose first word is `fixed`, or some word from `earliest` on if that is
  /// [#NOT_FIXED], and behind which the command has at least `behind` words more.
  private void walk(Sequence sequence, int fixed, int earliest, int behind) {
    int next = fixed;
    int from = earliest;
    for (int i = 0; i < sequence.length(); i++) {
      Argument argument = sequence.at(i);
      int rest = behind + sequence.wordsFrom(i + 1);
      if (Sequence.beginsWithToken(argument)) {
        int runEnd = sequence.runEnd(i);
        int runWords = runWords(sequence, i, runEnd);
        run(sequence, i, runEnd, from, behind + sequence.wordsFrom(runEnd));
        next = NOT_FIXED;
        from += runWords;
        i = runEnd - 1;
        continue;
      }
      placed(sequence, i, next, from, rest);
      boolean isOneWord =
          argument instanceof RequiredChoice<?>
              || (argument instanceof WordArgument<?> && !argument.isOptional());
      next = isOneWord && next != NOT_FIXED ? next + 1 : NOT_FIXED;
      from += argument.minWords();
    }
  }

  private static int runWords(Sequence sequence, int from, int to) {
    return sequence.wordsFrom(from) - sequence.wordsFrom(to);
  }

  private void placed(Sequence sequence, int index, int fixed, int earliest, int rest) {
    switch (sequence.at(index)) {
      case KeyArg key ->
          specs.add(
              fixed == NOT_FIXED
                  ? KeySpec.unknown(key.flags())
                  : new KeySpec(
                      key.flags(),
                      new KeySpec.Begin.Index(fixed),
                      new KeySpec.Find.Range(0, 1, 0)));
      case Repeated repeated -> repetition(sequence, index, repeated, fixed, rest);
      case Block block -> walk(block.sequence(), fixed, earliest, rest);
      case Alternatives either -> {
        for (Argument argument : either.arguments()) {
          if (argument instanceof KeyArg key) {
            specs.add(KeySpec.unknown(key.flags()));
          }
        }
      }
      case WordArgument<?> _, Token _, Choice<?> _, RequiredChoice<?> _ -> {}
    }
  }

  private void repetition(Sequence sequence, int index, Repeated repeated, int fixed, int rest) {
    Sequence item = repeated.item().sequence();
    for (int offset = 0; offset < item.length(); offset++) {
      if (item.at(offset) instanceof KeyArg key) {
        specs.add(repeatedKey(sequence, index, repeated, key, fixed, offset, rest));
      }
    }
  }

  private static KeySpec repeatedKey(
      Sequence sequence,
      int index,
      Repeated repeated,
      KeyArg key,
      int fixed,
      int offset,
      int rest) {
    if (fixed == NOT_FIXED || !repeated.isStrided()) {
      return KeySpec.unknown(key.flags());
    }
    int step = repeated.item().slots();
    Int64Arg number = repeated.count().countedBy();
    if (number != null) {
      int distance = distance(sequence, number, index);
      return distance < 0
          ? KeySpec.unknown(key.flags())
          : new KeySpec(
              key.flags(),
              new KeySpec.Begin.Index(fixed - distance),
              new KeySpec.Find.Counted(0, distance + offset, step));
    }
    return new KeySpec(
        key.flags(),
        new KeySpec.Begin.Index(fixed + offset),
        new KeySpec.Find.Range(-1 - rest, step, 0));
  }

  /// How many words before the argument at `index` the argument `earlier` stands, or -1.
  private static int distance(Sequence sequence, Argument earlier, int index) {
    for (int i = index - 1; i >= 0; i--) {
      if (sequence.at(i) == earlier) {
        return index - i;
      }
      if (!(sequence.at(i) instanceof WordArgument<?> word) || word.isOptional()) {
        return -1;
      }
    }
    return -1;
  }

  private void run(Sequence sequence, int from, int to, int earliest, int rest) {
    for (int i = from; i < to; i++) {
      int others = runWords(sequence, from, to) - sequence.at(i).minWords();
      option(sequence.at(i), earliest + others, rest);
    }
  }

  /// Keys of an argument with a token that stands at word `earliest` or later.
  private void option(Argument argument, int earliest, int rest) {
    switch (argument) {
      case KeyArg key ->
          specs.add(afterToken(key, key.tokenText(), earliest, new KeySpec.Find.Range(0, 1, 0)));
      case Repeated repeated -> {
        if (repeated.item().sequence().at(0) instanceof KeyArg key) {
          specs.add(
              repeated.isStrided() && repeated.count().countedBy() == null
                  ? afterToken(
                      key,
                      repeated.tokenText(),
                      earliest,
                      new KeySpec.Find.Range(-1 - rest, repeated.item().slots(), 0))
                  : KeySpec.unknown(key.flags()));
        }
      }
      case Block block -> optionBlock(block, earliest, rest);
      case Alternatives either -> {
        for (Argument alternative : either.arguments()) {
          option(alternative, earliest, rest);
        }
      }
      case WordArgument<?> _, Token _, Choice<?> _, RequiredChoice<?> _ -> {}
    }
  }

  private void optionBlock(Block block, int earliest, int rest) {
    Sequence sequence = block.sequence();
    if (sequence.at(0) instanceof Repeated repeated
        && repeated.item().sequence().at(0) instanceof KeyArg key
        && sequence.next(0) instanceof Repeated twin
        && twin.count().asManyAs() == repeated) {
      specs.add(
          afterToken(key, block.tokenText(), earliest, new KeySpec.Find.Range(-1 - rest, 1, 2)));
      return;
    }
    walk(sequence, NOT_FIXED, earliest, rest);
  }

  private static KeySpec afterToken(KeyArg key, String token, int earliest, KeySpec.Find find) {
    return key.isSearchable()
        ? new KeySpec(key.flags(), new KeySpec.Begin.AfterKeyword(token, earliest), find)
        : KeySpec.unknown(key.flags());
  }
}
