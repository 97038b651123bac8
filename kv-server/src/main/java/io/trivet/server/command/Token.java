package io.trivet.server.command;

/// An optional word that says something by being there. See [Call#has].
public final class Token extends Argument {

  Token(String name, Keyword token) {
    super(name, token, true);
  }

  @Override
  int presentWords() {
    return 1;
  }
}
