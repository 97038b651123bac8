package io.trivet.storage.image;

import java.io.IOException;
import java.io.Serial;

/// Something of an image is not what was sent: a chunk with another checksum or out of turn, or a
/// manifest that is none. What had come before is untouched.
public final class CorruptImageException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  CorruptImageException(String message) {
    super(message);
  }
}
