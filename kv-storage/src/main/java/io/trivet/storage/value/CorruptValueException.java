package io.trivet.storage.value;

/// Bytes that are no value: a packed collection or a row was damaged on its way from the disk.
///
/// Unchecked, because each read of a packed value may meet it, and there is nothing a command can
/// do about it: whoever loads values from disk catches it there and treats the copy as damaged.
public final class CorruptValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// An exception that says what was found, and where.
  public CorruptValueException(String message) {
    super(message);
  }
}
