package io.trivet.it.difference;

import io.trivet.it.wire.WireReply;
import java.util.List;
import java.util.Locale;

/// One request and what both servers answered.
///
/// @param choices what both answered to the request before it
record Exchange(List<String> request, WireReply redis, WireReply ours, List<WireReply> choices) {

  /// The command in lower case.
  String command() {
    return request.getFirst().toLowerCase(Locale.ROOT);
  }

  /// A word in upper case, empty if there is none.
  String word(int index) {
    return index < request.size() ? request.get(index).toUpperCase(Locale.ROOT) : "";
  }

  /// Whether a word stands behind the name, in any case.
  boolean has(String word) {
    return request.stream().skip(1).anyMatch(word::equalsIgnoreCase);
  }

  @Override
  public String toString() {
    return "%s%n  redis %s%n  ours  %s".formatted(Step.line(request), redis, ours);
  }
}
