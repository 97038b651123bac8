package io.trivet.server.command;

import io.trivet.server.resp.Request;
import org.jspecify.annotations.Nullable;

/// An argument that is one word, of a certain kind.
public abstract sealed class WordArgument<A extends WordArgument<A>> extends Argument
    permits KeyArg, BytesArg, Int64Arg, Float64Arg, TimeoutArg, ParsedArg {

  WordArgument(String name, @Nullable Keyword token, boolean isOptional) {
    super(name, token, isOptional);
  }

  /// The same argument, coming after the word `token`.
  public final A after(String token) {
    return with(new Keyword(token), isOptional());
  }

  /// The same argument, which the client may leave out.
  public final A optional() {
    return with(token(), true);
  }

  abstract A with(@Nullable Keyword token, boolean isOptional);

  /// Whether some words are refused by [#check].
  abstract boolean isChecked();

  /// Refuses a word that is not of this kind.
  ///
  /// @throws io.trivet.server.reply.CommandError if it is not
  abstract void check(Request request, int word, String commandName);

  abstract ArgumentType type();

  @Override
  final int presentWords() {
    return token() == null ? 1 : 2;
  }
}
