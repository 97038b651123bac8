package io.trivet.server.dispatch;

/// What became of a request.
public enum Outcome {
  /// It is answered: go on with the next one.
  DONE,
  /// Nothing has happened yet: the client's resumption comes later, then give the same request
  /// again.
  AGAIN,
  /// It is accepted and will be answered: go on with the next one after the client's resumption.
  WAITING
}
