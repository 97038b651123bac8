package io.trivet.storage.disk;

import java.io.IOException;
import java.io.Serial;

/// There is no space for the bytes: nothing is broken, and it may work again later.
public final class DiskFullException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  public DiskFullException(String message, Throwable cause) {
    super(message, cause);
  }

  public DiskFullException(String message) {
    super(message);
  }
}
