package io.trivet.storage.keyspace;

/// A command met a value of another type. Made without a stack trace: it is an answer, not an
/// accident.
public final class WrongTypeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  WrongTypeException() {
    super("value of another type", null, false, false);
  }
}
