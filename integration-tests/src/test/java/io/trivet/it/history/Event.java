package io.trivet.it.history;

/// One line of a history. All times are of one clock: nanoseconds since the history began.
public sealed interface Event {

  /// When it was, in nanoseconds since the history began.
  long atNs();

  /// A client is about to send a request.
  record Invoke(long atNs, int client, Call call) implements Event {}

  /// A client knows as much about its request as it ever will.
  ///
  /// @param reply as [Verb] tells; of a request that was not done, why
  /// @param node that answered, or [Call#NONE]
  record Complete(long atNs, int client, Call call, Outcome outcome, String reply, String node)
      implements Event {}

  /// Something that was done to the nodes or the network.
  ///
  /// @param text one line
  record Fault(long atNs, String text) implements Event {}
}
