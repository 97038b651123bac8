package io.trivet.storage.disk;

import java.io.Serial;

/// The simulated process died in a call of its disk; every later call dies as well. An error, so
/// that no handler of I/O errors takes it for one.
public final class SimCrash extends Error {

  @Serial private static final long serialVersionUID = 1;

  public SimCrash(String message) {
    super(message, null, false, false);
  }
}
