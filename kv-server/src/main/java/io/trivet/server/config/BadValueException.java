package io.trivet.server.config;

/// Says why an option does not take a value. The message is what a client sees after "CONFIG SET
/// failed"; it never holds the value, which may be a secret.
public final class BadValueException extends Exception {
  private static final long serialVersionUID = 1L;

  /// A refusal with its reason.
  public BadValueException(String reason) {
    super(reason, null, false, false);
  }

  /// The reason as text.
  String reason() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
