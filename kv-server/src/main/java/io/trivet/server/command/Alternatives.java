package io.trivet.server.command;

import io.trivet.server.reply.ErrorText;
import java.util.List;

/// One of several arguments, told apart by their tokens; at most one may be without a token, which
/// is then what any other word is. They are read as if they stood alone.
public final class Alternatives extends Argument {
  private final List<Argument> arguments;
  private final ErrorText conflict;

  Alternatives(String name, boolean isOptional, List<Argument> arguments, ErrorText conflict) {
    super(name, null, isOptional);
    this.arguments = arguments;
    this.conflict = conflict;
  }

  /// The same alternatives, of which the client may take none.
  public Alternatives optional() {
    return new Alternatives(name(), true, arguments, conflict);
  }

  List<Argument> arguments() {
    return arguments;
  }

  ErrorText conflict() {
    return conflict;
  }

  @Override
  int presentWords() {
    return arguments.stream().mapToInt(Argument::presentWords).min().orElse(0);
  }
}
