package io.trivet.server.command.zset;

import static io.trivet.server.command.Arguments.parsed;

import io.trivet.server.bytes.Float64Text;
import io.trivet.server.command.ArgumentType;
import io.trivet.server.command.ParsedArg;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.LexBound;
import io.trivet.storage.value.ScoreBound;

/// The ends of ranges as clients write them.
///
/// ```
/// score   = "("? number                     "(" leaves out the score itself
/// member  = "-" | "+" | ("[" | "(") bytes   below all, above all, included, left out
/// ```
final class Bounds {

  private Bounds() {}

  /// Declares an end of a range of scores.
  static ParsedArg<ScoreBound> scoreArg(String name) {
    return parsed(name, ArgumentType.DOUBLE, Bounds::score);
  }

  /// Declares an end of a range of members.
  static ParsedArg<LexBound> memberArg(String name) {
    return parsed(name, ArgumentType.STRING, Bounds::member);
  }

  /// @throws CommandError if `text` is no end of a range of scores
  static ScoreBound score(Bytes text) {
    boolean isExclusive = !text.isEmpty() && text.at(0) == '(';
    double score = Float64Text.parse(isExclusive ? text.slice(1, text.length()) : text);
    if (Double.isNaN(score)) {
      throw new CommandError(ErrorText.MIN_MAX_NOT_A_FLOAT);
    }
    return new ScoreBound(score, isExclusive);
  }

  /// @throws CommandError if `text` is no end of a range of members
  static LexBound member(Bytes text) {
    int first = text.isEmpty() ? 0 : text.at(0);
    if (first == '[') {
      return LexBound.inclusive(text.slice(1, text.length()));
    }
    if (first == '(') {
      return LexBound.exclusive(text.slice(1, text.length()));
    }
    if (text.length() == 1 && (first == '-' || first == '+')) {
      return first == '-' ? LexBound.MIN : LexBound.MAX;
    }
    throw new CommandError(ErrorText.MIN_MAX_NOT_A_STRING_RANGE);
  }
}
