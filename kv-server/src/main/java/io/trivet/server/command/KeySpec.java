package io.trivet.server.command;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where keys stand in a request, as COMMAND INFO tells clients: where to begin, and how to go on.
///
/// @param flags what the command does with these keys
/// @param begin where to begin
/// @param find how to go on from there
public record KeySpec(Set<KeyFlag> flags, Begin begin, Find find) {

  /// Where to begin.
  public sealed interface Begin {
    /// At a word of the request.
    record Index(int word) implements Begin {}

    /// After a keyword, searched from a word on.
    record AfterKeyword(String keyword, int from) implements Begin {}

    /// Only the server's parser knows.
    record Unknown() implements Begin {}
  }

  /// How to go on.
  public sealed interface Find {
    /// To `last` (included; relative to the beginning, or negative: from the end of the request)
    /// with a step. A limit above 1 takes only that fraction of the words that are left.
    record Range(int last, int step, int limit) implements Find {}

    /// A number at `number`, then as many keys from `first` on; both relative to the beginning.
    record Counted(int number, int first, int step) implements Find {}

    /// Only the server's parser knows.
    record Unknown() implements Find {}
  }

  static KeySpec unknown(Set<KeyFlag> flags) {
    return new KeySpec(flags, new Begin.Unknown(), new Find.Unknown());
  }

  /// The range from a fixed word on, or null if it is not that simple.
  @Nullable Range simpleRange() {
    return begin instanceof Begin.Index(int word)
            && find instanceof Find.Range(int last, int step, int _)
        ? new Range(word, last >= 0 ? word + last : last, step)
        : null;
  }

  /// First and last word (included; negative from the end) and step, as in the old COMMAND.
  record Range(int first, int last, int step) {
    static final Range NONE = new Range(0, 0, 0);
  }
}
