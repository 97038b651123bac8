package io.trivet.it.history;

/// What a client learned about its request.
public enum Outcome {
  /// It was done, and the reply is true.
  OK,
  /// It was refused before anything happened, and never will.
  FAIL,
  /// Done, not done, or done later: nobody knows.
  INFO
}
