package io.trivet.storage.frame;

import java.io.Serial;

/// The effects of one command, transaction or script are more than one frame may hold.
public final class FrameTooLargeException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  public FrameTooLargeException(long bytes) {
    super(bytes + " bytes in one frame, of at most " + FrameDescriptor.MAX_BYTES);
  }
}
