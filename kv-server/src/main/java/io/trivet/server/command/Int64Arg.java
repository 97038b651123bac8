package io.trivet.server.command;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.resp.Request;
import org.jspecify.annotations.Nullable;

/// A signed 64-bit integer, perhaps within bounds. Reading it by [Call#get(Int64Arg)] gives the
/// number, which has been checked before the handler runs.
public final class Int64Arg extends WordArgument<Int64Arg> {

  /// What is accepted, and what is said to anything else: the last bound is included.
  record Bounds(long first, long last, ErrorText notANumber, ErrorText outOfBounds) {
    static final Bounds NONE =
        new Bounds(
            Long.MIN_VALUE, Long.MAX_VALUE, ErrorText.NOT_AN_INTEGER, ErrorText.NOT_AN_INTEGER);
  }

  private final ArgumentType type;
  private final Bounds bounds;

  Int64Arg(
      String name, @Nullable Keyword token, boolean isOptional, ArgumentType type, Bounds bounds) {
    super(name, token, isOptional);
    this.type = type;
    this.bounds = bounds;
  }

  /// The same argument; a word that is no integer gets `text`.
  public Int64Arg orError(ErrorText text) {
    return with(new Bounds(bounds.first, bounds.last, text, bounds.outOfBounds));
  }

  /// The same argument; a number below `first` gets `text`.
  public Int64Arg atLeast(long first, ErrorText text) {
    return between(first, bounds.last, text);
  }

  /// The same argument; a number outside `first` to `last`, both included, gets `text`.
  public Int64Arg between(long first, long last, ErrorText text) {
    return with(new Bounds(first, last, bounds.notANumber, text));
  }

  private Int64Arg with(Bounds changed) {
    return new Int64Arg(name(), token(), isOptional(), type, changed);
  }

  @Override
  Int64Arg with(@Nullable Keyword token, boolean isOptional) {
    return new Int64Arg(name(), token, isOptional, type, bounds);
  }

  @Override
  boolean isChecked() {
    return true;
  }

  @Override
  void check(Request request, int word, String commandName) {
    if (!request.isInt64(word)) {
      throw new CommandError(bounds.notANumber, commandName);
    }
    long value = request.int64(word);
    if (value < bounds.first || value > bounds.last) {
      throw new CommandError(bounds.outOfBounds.with(places(bounds.outOfBounds, commandName)));
    }
  }

  /// A text with two places speaks of the bounds, one with one place of the command.
  private Object[] places(ErrorText text, String commandName) {
    boolean two = text.text().indexOf("%s") != text.text().lastIndexOf("%s");
    return two ? new Object[] {bounds.first, bounds.last} : new Object[] {commandName};
  }

  @Override
  ArgumentType type() {
    return type;
  }
}
