package io.trivet.server.command;

import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.resp.Request;
import org.jspecify.annotations.Nullable;

/// A double, never NaN. Reading it by [Call#get(Float64Arg)] gives the number, which has been
/// checked before the handler runs.
public final class Float64Arg extends WordArgument<Float64Arg> {
  private final ErrorText error;

  Float64Arg(String name, @Nullable Keyword token, boolean isOptional, ErrorText error) {
    super(name, token, isOptional);
    this.error = error;
  }

  /// The same argument; a word that is no number gets `text`.
  public Float64Arg orError(ErrorText text) {
    return new Float64Arg(name(), token(), isOptional(), text);
  }

  @Override
  Float64Arg with(@Nullable Keyword token, boolean isOptional) {
    return new Float64Arg(name(), token, isOptional, error);
  }

  @Override
  boolean isChecked() {
    return true;
  }

  @Override
  void check(Request request, int word, String commandName) {
    if (Double.isNaN(request.float64(word))) {
      throw new CommandError(error, commandName);
    }
  }

  @Override
  ArgumentType type() {
    return ArgumentType.DOUBLE;
  }
}
