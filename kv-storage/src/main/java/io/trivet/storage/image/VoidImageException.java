package io.trivet.storage.image;

import java.io.IOException;
import java.io.Serial;

/// An image is of no use any more: the log that has to follow it would take too much of the disk,
/// and may be pruned (I36). Whoever still needs one asks for another.
public final class VoidImageException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  VoidImageException(String message) {
    super(message);
  }
}
