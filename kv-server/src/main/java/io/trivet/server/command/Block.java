package io.trivet.server.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arguments that come together, perhaps after a token. They are read as if they stood alone;
/// whether the block was there says [Call#has].
public final class Block extends Argument {
  private final Sequence sequence;

  Block(String name, @Nullable Keyword token, boolean isOptional, Sequence sequence) {
    super(name, token, isOptional);
    this.sequence = sequence;
  }

  /// The same block, coming after the word `token`.
  public Block after(String token) {
    return new Block(name(), new Keyword(token), isOptional(), sequence);
  }

  /// The same block, which the client may leave out.
  public Block optional() {
    return new Block(name(), token(), true, sequence);
  }

  Sequence sequence() {
    return sequence;
  }

  List<Argument> arguments() {
    return sequence.arguments();
  }

  @Override
  int presentWords() {
    return (token() == null ? 0 : 1) + sequence.minWords();
  }
}
