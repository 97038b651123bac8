package io.trivet.it.history;

/// A request from its invocation to its end.
///
/// @param endedNs [#NEVER] if the outcome is unknown: it may still happen
/// @param reply empty unless the outcome is OK
public record Operation(
    int client, Call call, long invokedNs, long endedNs, Outcome outcome, String reply) {
  /// The end of what has none.
  public static final long NEVER = Long.MAX_VALUE;

  /// Whether it ended before the other began.
  boolean isBefore(Operation other) {
    return endedNs < other.invokedNs;
  }

  boolean isOk() {
    return outcome == Outcome.OK;
  }

  boolean is(Verb verb) {
    return call.verb() == verb;
  }

  String value() {
    return call.value();
  }

  @Override
  public String toString() {
    String end = endedNs == NEVER ? "?" : seconds(endedNs);
    return "%s..%s c%d %s -> %s %s"
        .formatted(seconds(invokedNs), end, client, call, outcome, reply);
  }

  private static String seconds(long ns) {
    return HistoryText.seconds(ns);
  }
}
