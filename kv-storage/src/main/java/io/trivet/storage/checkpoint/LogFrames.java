package io.trivet.storage.checkpoint;

import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.log.FrameVisitor;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogReader;
import java.io.IOException;

/// A part of a node's own log, frame by frame.
final class LogFrames {

  private static final int BUFFER_BYTES = 1 << 20;

  private LogFrames() {}

  /// Shows the frames in `(fromSequence, toSequence]`, both of which are ends of frames.
  static void show(GroupLog log, long fromSequence, long toSequence, FrameVisitor visitor)
      throws IOException {
    try (LogReader reader = log.reader(fromSequence, BUFFER_BYTES)) {
      for (int bytes; (bytes = reader.read(toSequence)) > 0; ) {
        for (int at = 0; at < bytes; ) {
          long frame = reader.address() + at;
          int length = FrameDescriptor.length(frame);
          visitor.frame(
              FrameDescriptor.start(frame) + length,
              FrameDescriptor.epoch(frame),
              FrameDescriptor.wallTimeMs(frame),
              frame + FrameDescriptor.HEADER_BYTES,
              length - FrameDescriptor.HEADER_BYTES);
          at += length;
        }
      }
      if (reader.position() != toSequence) {
        throw new IOException(
            "the log ends at sequence %d instead of %d".formatted(reader.position(), toSequence));
      }
    }
  }
}
