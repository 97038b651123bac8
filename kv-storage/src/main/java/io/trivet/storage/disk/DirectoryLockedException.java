package io.trivet.storage.disk;

import java.io.IOException;
import java.io.Serial;

/// Another process, or another part of this one, works in the directory.
public final class DirectoryLockedException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  public DirectoryLockedException(String message) {
    super(message);
  }
}
