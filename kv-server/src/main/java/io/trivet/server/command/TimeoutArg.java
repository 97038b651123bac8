package io.trivet.server.command;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.resp.Request;
import org.jspecify.annotations.Nullable;

/// How long a command may wait; 0 is for ever. Reading it by [Call#get(TimeoutArg)] gives
/// milliseconds, rounded up.
public final class TimeoutArg extends WordArgument<TimeoutArg> {

  /// How clients write it.
  enum Unit {
    /// A double.
    SECONDS,
    /// An integer.
    MILLISECONDS
  }

  private final Unit unit;

  TimeoutArg(String name, @Nullable Keyword token, boolean isOptional, Unit unit) {
    super(name, token, isOptional);
    this.unit = unit;
  }

  @Override
  TimeoutArg with(@Nullable Keyword token, boolean isOptional) {
    return new TimeoutArg(name(), token, isOptional, unit);
  }

  @Override
  boolean isChecked() {
    return true;
  }

  @Override
  void check(Request request, int word, String commandName) {
    timeoutMs(request, word);
  }

  /// The timeout that a word is.
  ///
  /// @throws CommandError if it is none
  long timeoutMs(Request request, int word) {
    long timeoutMs =
        unit == Unit.SECONDS ? secondsAsMs(request.float64(word)) : integerMs(request, word);
    if (timeoutMs < 0) {
      throw new CommandError(ErrorText.TIMEOUT_NEGATIVE);
    }
    return timeoutMs;
  }

  private static long secondsAsMs(double seconds) {
    if (Double.isNaN(seconds)) {
      throw new CommandError(ErrorText.TIMEOUT_NOT_A_FLOAT);
    }
    double timeoutMs = Math.ceil(seconds * 1000);
    if (timeoutMs >= 0x1p63) {
      throw new CommandError(ErrorText.TIMEOUT_OUT_OF_RANGE);
    }
    return (long) timeoutMs;
  }

  private static long integerMs(Request request, int word) {
    if (!request.isInt64(word)) {
      throw new CommandError(ErrorText.TIMEOUT_NOT_AN_INTEGER);
    }
    return request.int64(word);
  }

  @Override
  ArgumentType type() {
    return unit == Unit.SECONDS ? ArgumentType.DOUBLE : ArgumentType.INTEGER;
  }
}
