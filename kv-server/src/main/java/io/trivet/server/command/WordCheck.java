package io.trivet.server.command;

/// Checks the words of a call whose structure is known.
final class WordCheck {
  private final Call call;
  private final String commandName;

  WordCheck(Call call) {
    this.call = call;
    this.commandName = call.spec().name();
  }

  /// Checks all words of `call`, in the order of their declaration.
  ///
  /// @throws io.trivet.server.reply.CommandError at the first that its argument refuses
  void check(Scope scope) {
    for (Argument argument : scope.checked()) {
      if (call.position(argument) < 0) {
        continue;
      }
      switch (argument) {
        case WordArgument<?> word -> word.check(call.request(), call.position(word), commandName);
        case Repeated repeated -> {
          for (Call item : call.each(repeated)) {
            new WordCheck(item).check(repeated.item());
          }
        }
        case Token _, Choice<?> _, RequiredChoice<?> _, Block _, Alternatives _ -> {}
      }
    }
  }
}
