package io.trivet.server.command;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One part of a command's syntax; a constant of the command's class, by which the handler reads
/// what the client gave.
///
/// An argument with a token comes after that word and may stand anywhere among its neighbours that
/// have tokens too; one without a token is recognised by its place.
///
/// Threads: immutable.
public abstract sealed class Argument
    permits WordArgument, Token, Choice, RequiredChoice, Block, Alternatives, Repeated {

  private static final AtomicInteger NEXT_ID = new AtomicInteger();

  /// Orders arguments by creation, so that those of one class lie close together.
  private final int id = NEXT_ID.getAndIncrement();

  private final String name;
  private final @Nullable Keyword token;
  private final boolean isOptional;

  Argument(String name, @Nullable Keyword token, boolean isOptional) {
    this.name = name;
    this.token = token;
    this.isOptional = isOptional;
  }

  /// The name in COMMAND DOCS.
  public final String name() {
    return name;
  }

  /// Whether the client may leave it out.
  public final boolean isOptional() {
    return isOptional;
  }

  final int id() {
    return id;
  }

  final @Nullable Keyword token() {
    return token;
  }

  final String tokenText() {
    return token == null ? "" : token.text();
  }

  /// Words that it takes at least when it is there.
  abstract int presentWords();

  /// Words that it takes at least.
  final int minWords() {
    return isOptional ? 0 : presentWords();
  }

  @Override
  public final String toString() {
    return name;
  }
}
