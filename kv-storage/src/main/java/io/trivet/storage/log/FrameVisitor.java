package io.trivet.storage.log;

import java.io.IOException;

/// Takes the frames of a log, one after another.
@FunctionalInterface
public interface FrameVisitor {

  /// Takes one frame.
  ///
  /// @param sequence of the frame: the position of its end
  /// @param epoch of the primary that wrote it
  /// @param wallTimeMs milliseconds since 1970 on that primary
  /// @param payloadAddress native memory that is valid during the call only
  /// @param payloadBytes how many bytes lie there
  void frame(long sequence, int epoch, long wallTimeMs, long payloadAddress, int payloadBytes)
      throws IOException;
}
