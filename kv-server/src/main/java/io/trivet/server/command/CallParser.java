package io.trivet.server.command;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.resp.Request;
import org.jspecify.annotations.Nullable;

/// Finds the words of a request's arguments and checks them, before anything is changed.
///
/// Errors come in this order: arity, structure, options that exclude each other, words that are not
/// what their argument wants.
///
/// Threads: any; the state is in the [Call].
final class CallParser {
  private final Call call;
  private final Request request;
  private final String commandName;

  private CallParser(Call call) {
    this.call = call;
    this.request = call.request();
    this.commandName = call.spec().name();
  }

  /// Parses the request of `call` and fills its slots.
  ///
  /// @throws CommandError if the request does not follow the syntax
  static void parse(Call call) {
    parseStructure(call);
    Scope scope = call.scope();
    if (scope.checked().length > 0 && !call.spec().hasFreeWords()) {
      new WordCheck(call).check(scope);
    }
  }

  /// Fills the slots of `call` and leaves its words unchecked.
  ///
  /// @throws CommandError if the request does not follow the structure
  static void parseStructure(Call call) {
    CommandSpec spec = call.spec();
    if (!spec.acceptsCount(call.request().count())) {
      throw new CommandError(ErrorText.WRONG_ARITY, spec.name());
    }
    Scope scope = spec.scope();
    if (spec.hasFreeWords()) {
      call.useTape();
      call.claim(scope.slots());
    } else if (scope.isUniform()) {
      call.useWordsFrom(spec.nameWords());
    } else {
      new CallParser(call).structure(spec);
    }
  }

  private void structure(CommandSpec spec) {
    call.useTape();
    call.claim(call.scope().slots());
    int end = request.count();
    int at = sequence(call.scope(), 0, call.scope().sequence(), spec.nameWords(), end);
    if (at < end) {
      throw spec.surplusError(request, at);
    }
    ErrorText conflict = call.conflict();
    if (conflict != null) {
      throw new CommandError(conflict, commandName);
    }
  }

  /// Parses the arguments of a sequence from word `at` and returns the word after them.
  private int sequence(Scope scope, int base, Sequence sequence, int at, int end) {
    int next = at;
    int index = 0;
    while (index < sequence.length()) {
      if (Sequence.beginsWithToken(sequence.at(index))) {
        int runEnd = sequence.runEnd(index);
        next = new Run(scope, base, sequence, index, runEnd).parse(next, end);
        index = runEnd;
      } else {
        next = placed(scope, base, sequence, index, next, end);
        index++;
      }
    }
    return next;
  }

  /// Parses an argument that is known by its place.
  private int placed(Scope scope, int base, Sequence sequence, int index, int at, int end) {
    Argument argument = sequence.at(index);
    int limit = end - sequence.wordsFrom(index + 1);
    if (at >= limit) {
      if (argument.isOptional() || argument.minWords() == 0) {
        return at;
      }
      throw new CommandError(ErrorText.SYNTAX_ERROR);
    }
    return switch (argument) {
      case WordArgument<?> word -> {
        call.onTape(base + scope.slotOf(word), at);
        yield at + 1;
      }
      case Block block -> {
        call.onTape(base + scope.slotOf(block), at);
        yield sequence(scope, base, block.sequence(), at, limit);
      }
      case Alternatives either -> alternative(scope, base, either, at, end);
      case Repeated repeated ->
          new Repetition(scope, base, repeated).parse(sequence, index, at, limit);
      case RequiredChoice<?> choice -> choice(base + scope.slotOf(choice), choice.words(), at);
      case Token _, Choice<?> _ ->
          throw new IllegalStateException(argument + " is known by its word");
    };
  }

  /// Takes the word `at`, which must be one of the choice.
  private int choice(int slot, ChoiceWords<?> words, int at) {
    int ordinal = words.ordinal(request, at);
    if (ordinal < 0) {
      throw new CommandError(ErrorText.SYNTAX_ERROR);
    }
    return chosen(slot, words, ordinal, at);
  }

  /// Takes the alternative that the word `at` begins, or the one without a token.
  private int alternative(Scope scope, int base, Alternatives either, int at, int end) {
    int slot = base + scope.slotOf(either);
    for (int i = 0; i < either.arguments().size(); i++) {
      Argument argument = either.arguments().get(i);
      boolean taken =
          Sequence.beginsWithToken(argument) ? begins(argument, at) : isLastResort(either, at);
      if (taken) {
        if (call.onTape(slot) >= 0 && call.onTape(slot) != i) {
          call.conflict(either.conflict());
        }
        call.onTape(slot, i);
        return Sequence.beginsWithToken(argument)
            ? option(scope, base, argument, at, end)
            : word(scope, base, argument, at);
      }
    }
    throw new CommandError(ErrorText.SYNTAX_ERROR);
  }

  private boolean isLastResort(Alternatives either, int at) {
    for (Argument argument : either.arguments()) {
      if (Sequence.beginsWithToken(argument) && begins(argument, at)) {
        return false;
      }
    }
    return true;
  }

  private int word(Scope scope, int base, Argument argument, int at) {
    call.onTape(base + scope.slotOf(argument), at);
    return at + 1;
  }

  /// Whether the word `at` is what an argument with a token begins with.
  private boolean begins(Argument argument, int at) {
    Keyword token = argument.token();
    if (token != null) {
      return token.is(request, at);
    }
    return switch (argument) {
      case Choice<?> choice -> choice.words().ordinal(request, at) >= 0;
      case RequiredChoice<?> choice -> choice.words().ordinal(request, at) >= 0;
      case Block block -> begins(block.sequence().at(0), at);
      case Alternatives either -> {
        boolean any = false;
        for (Argument alternative : either.arguments()) {
          any |= begins(alternative, at);
        }
        yield any;
      }
      case WordArgument<?> _, Token _, Repeated _ -> false;
    };
  }

  /// Parses an argument whose first word, at `at`, has been recognised.
  private int option(Scope scope, int base, Argument argument, int at, int end) {
    int slot = base + scope.slotOf(argument);
    return switch (argument) {
      case Token _ -> {
        call.onTape(slot, at);
        yield at + 1;
      }
      case Choice<?> choice ->
          chosen(slot, choice.words(), choice.words().ordinal(request, at), at);
      case RequiredChoice<?> choice -> choice(slot, choice.words(), at);
      case WordArgument<?> _ -> {
        if (at + 1 >= end) {
          throw new CommandError(ErrorText.SYNTAX_ERROR);
        }
        call.onTape(slot, at + 1);
        yield at + 2;
      }
      case Block block -> {
        call.onTape(slot, at);
        int first = block.token() == null ? at : at + 1;
        yield sequence(scope, base, block.sequence(), first, end);
      }
      case Alternatives either -> alternative(scope, base, either, at, end);
      case Repeated repeated -> new Repetition(scope, base, repeated).parseAfterToken(at, end);
    };
  }

  private int chosen(int slot, ChoiceWords<?> words, int ordinal, int at) {
    ErrorText conflict = words.conflict();
    if (conflict != null && call.onTape(slot) >= 0 && call.onTape(slot) != ordinal) {
      call.conflict(conflict);
    }
    call.onTape(slot, ordinal);
    return at + 1;
  }

  /// Neighbours with tokens, in any order. An option given twice counts as it was given last.
  private final class Run {
    private final Scope scope;
    private final int base;
    private final Sequence sequence;
    private final int from;
    private final int to;

    Run(Scope scope, int base, Sequence sequence, int from, int to) {
      this.scope = scope;
      this.base = base;
      this.sequence = sequence;
      this.from = from;
      this.to = to;
    }

    int parse(int at, int end) {
      int next = at;
      while (next < end) {
        Argument option = recognise(next);
        if (option == null || beginsNextItem(option)) {
          break;
        }
        int limit = option instanceof Repeated ? end - sequence.wordsFrom(to) : end;
        next = option(scope, base, option, next, limit);
      }
      for (int i = from; i < to; i++) {
        Argument option = sequence.at(i);
        if (!option.isOptional() && call.onTape(base + scope.slotOf(option)) < 0) {
          throw new CommandError(ErrorText.SYNTAX_ERROR);
        }
      }
      return next;
    }

    /// In a repetition, an option that the item has begins the next item.
    private boolean beginsNextItem(Argument option) {
      return scope != call.scope() && call.onTape(base + scope.slotOf(option)) >= 0;
    }

    @Nullable Argument recognise(int at) {
      for (int i = from; i < to; i++) {
        if (begins(sequence.at(i), at)) {
          return sequence.at(i);
        }
      }
      return null;
    }
  }

  /// One repetition: how many items, and where.
  private final class Repetition {
    private final Scope scope;
    private final Repeated repeated;
    private final Scope item;
    private final int slot;

    Repetition(Scope scope, int base, Repeated repeated) {
      this.scope = scope;
      this.repeated = repeated;
      this.item = repeated.item();
      this.slot = base + scope.slotOf(repeated);
    }

    /// Parses items from word `at`; `index` is the place of the repetition in its sequence.
    int parse(Sequence sequence, int index, int at, int limit) {
      Repeated.Count count = repeated.count();
      if (count.countedBy() != null) {
        return exactly(counted(count.countedBy(), at, limit), at, limit);
      }
      if (count.asManyAs() != null) {
        return exactly(call.onTape(slotOf(count.asManyAs()) + Scope.COUNT), at, limit);
      }
      if (sequence.next(index) instanceof Repeated twin && twin.count().asManyAs() == repeated) {
        return shared(twin, at, limit + twin.minWords());
      }
      if (count.endsAtOption()) {
        return untilOption(sequence, index, at, limit);
      }
      return toTheEnd(at, limit);
    }

    /// Parses a repetition whose token is at `at`.
    int parseAfterToken(int at, int limit) {
      Repeated.Count count = repeated.count();
      if (count.isEachAfterToken()) {
        return item(at + 1, limit);
      }
      if (count.countedBy() != null) {
        return exactly(counted(count.countedBy(), at + 1, limit), at + 1, limit);
      }
      if (count.asManyAs() != null) {
        return exactly(call.onTape(slotOf(count.asManyAs()) + Scope.COUNT), at + 1, limit);
      }
      if (at + 1 >= limit) {
        throw mismatch();
      }
      return toTheEnd(at + 1, limit);
    }

    private int slotOf(Argument other) {
      return slot - scope.slotOf(repeated) + scope.slotOf(other);
    }

    private int counted(Int64Arg number, int at, int limit) {
      int word = call.onTape(slotOf(number));
      number.check(request, word, commandName);
      long count = request.int64(word);
      if (count > (limit - at) / Math.max(1, item.sequence().minWords())) {
        throw mismatch();
      }
      return (int) count;
    }

    /// Both twins have the same number of items, and all the words between them.
    private int shared(Repeated twin, int at, int limit) {
      int words = item.slots() + twin.item().slots();
      if ((limit - at) % words != 0) {
        throw mismatch();
      }
      return exactly((limit - at) / words, at, limit);
    }

    private int exactly(int count, int at, int limit) {
      if (!repeated.isStrided()) {
        int next = at;
        for (int i = 0; i < count; i++) {
          next = item(next, limit);
        }
        return next;
      }
      long words = (long) count * item.slots();
      if (at + words > limit || count < 0) {
        throw mismatch();
      }
      return strided(at, count);
    }

    private int untilOption(Sequence sequence, int index, int at, int limit) {
      Run options = new Run(scope, slot, sequence, index + 1, sequence.runEnd(index + 1));
      int end = at;
      while (end < limit && options.recognise(end) == null) {
        end++;
      }
      return toTheEnd(at, end);
    }

    private int toTheEnd(int at, int limit) {
      if (repeated.isStrided()) {
        if ((limit - at) % item.slots() != 0 || at == limit) {
          throw mismatch();
        }
        return strided(at, (limit - at) / item.slots());
      }
      int next = at;
      do {
        next = item(next, limit);
      } while (next < limit);
      return next;
    }

    private int strided(int at, int count) {
      call.onTape(slot, at);
      call.onTape(slot + Scope.COUNT, count);
      return at + count * item.slots();
    }

    /// Parses one item that goes onto the tape.
    private int item(int at, int limit) {
      int frame = call.claim(1 + item.slots());
      int next = sequence(item, frame + 1, item.sequence(), at, limit);
      if (next == at) {
        throw mismatch();
      }
      if (call.onTape(slot) < 0) {
        call.onTape(slot, frame);
        call.onTape(slot + Scope.COUNT, 0);
      } else {
        call.onTape(call.onTape(slot + Scope.LAST), frame);
      }
      call.onTape(slot + Scope.LAST, frame);
      call.onTape(slot + Scope.COUNT, call.onTape(slot + Scope.COUNT) + 1);
      return next;
    }

    private CommandError mismatch() {
      return new CommandError(repeated.count().mismatch(), commandName);
    }
  }
}
