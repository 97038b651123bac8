package io.trivet.server.command;

import io.trivet.server.resp.Request;
import io.trivet.storage.value.Bytes;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A word with a grammar of its own: a stream id, a bound of a range, a cursor. Reading it by
/// [Call#get(ParsedArg)] gives what the grammar makes of it.
public final class ParsedArg<T> extends WordArgument<ParsedArg<T>> {
  private final ArgumentType type;
  private final Function<Bytes, T> grammar;

  ParsedArg(
      String name,
      @Nullable Keyword token,
      boolean isOptional,
      ArgumentType type,
      Function<Bytes, T> grammar) {
    super(name, token, isOptional);
    this.type = type;
    this.grammar = grammar;
  }

  T parse(Request request, int word) {
    return grammar.apply(request.word(word));
  }

  @Override
  ParsedArg<T> with(@Nullable Keyword token, boolean isOptional) {
    return new ParsedArg<>(name(), token, isOptional, type, grammar);
  }

  @Override
  boolean isChecked() {
    return true;
  }

  @Override
  void check(Request request, int word, String commandName) {
    parse(request, word);
  }

  @Override
  ArgumentType type() {
    return type;
  }
}
