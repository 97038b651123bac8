package io.trivet.it.history;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One key with a string, as a single thread would serve it. A state is the value, or `nil`.
final class StringModel {
  static final String NIL = "nil";

  private StringModel() {}

  /// The state after a request, or null if the store could not have answered so in this state.
  ///
  /// @param operation one of unknown outcome may have had any reply
  static @Nullable String step(String state, Operation operation) {
    boolean isKnown = operation.isOk();
    return switch (operation.call().verb()) {
      case SWAP -> accepts(isKnown, operation, state) ? operation.value() : null;
      case GET -> accepts(isKnown, operation, state) ? state : null;
      case DEL -> accepts(isKnown, operation, state.equals(NIL) ? "0" : "1") ? NIL : null;
      case FLUSH -> NIL;
      case INCR -> {
        String sum = Long.toString(state.equals(NIL) ? 1 : Long.parseLong(state) + 1);
        yield accepts(isKnown, operation, sum) ? sum : null;
      }
      case APPEND, READ, APPEND_BOTH, READ_BOTH, MORTAL ->
          throw new IllegalArgumentException("no request on a string: " + operation);
    };
  }

  private static boolean accepts(boolean isKnown, Operation operation, String reply) {
    return !isKnown || Objects.equals(operation.reply(), reply);
  }
}
