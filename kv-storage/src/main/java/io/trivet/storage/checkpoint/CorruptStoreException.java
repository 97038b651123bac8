package io.trivet.storage.checkpoint;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The checkpoint store holds bytes that nobody wrote. Nothing can be said about the key that was
/// asked for: it is neither missing nor there (I35).
public final class CorruptStoreException extends StoreException {

  @Serial private static final long serialVersionUID = 1;

  /// What to do about it.
  static final String WAY_OUT =
      "Restore the directory from a copy, or let this node take the data from a standby";

  /// @param where file, or directory and row
  /// @param whatIsWrong what was found there
  public CorruptStoreException(String where, String whatIsWrong, @Nullable Throwable cause) {
    super("checkpoint damaged in %s: %s. %s".formatted(where, whatIsWrong, WAY_OUT), cause);
  }
}
