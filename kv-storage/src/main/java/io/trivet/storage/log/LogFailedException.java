package io.trivet.storage.log;

import java.io.IOException;
import java.io.Serial;

/// A write or a sync of the log failed, in this call or before: it takes nothing more in this
/// process (I19). Nothing beyond the last reported sequence may be taken for stored.
public final class LogFailedException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  LogFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
