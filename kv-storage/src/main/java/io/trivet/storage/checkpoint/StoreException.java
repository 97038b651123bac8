package io.trivet.storage.checkpoint;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The checkpoint store could not do what was asked: the disk is full or failing, or the directory
/// cannot be used. What was written before the last flush may be lost.
public sealed class StoreException extends IOException permits CorruptStoreException {

  @Serial private static final long serialVersionUID = 1;

  /// An exception that says what happened, where, and what a person can do.
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
