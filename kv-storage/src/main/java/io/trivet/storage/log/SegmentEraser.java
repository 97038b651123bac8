package io.trivet.storage.log;

import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Writes zeroes over the end of a segment, so that no reader ever takes for frames what lies
/// there.
final class SegmentEraser {

  private static final int ZEROES_BYTES = 1 << 16;

  private SegmentEraser() {}

  /// Overwrites the bytes [from, to) of a segment; they are durable on return.
  static void erase(Disk disk, SegmentFrames segment, long from, long to) throws IOException {
    try (DiskFile file = disk.open(SegmentName.of(segment.firstSequence()))) {
      ByteBuffer zeroes = ByteBuffer.allocateDirect(ZEROES_BYTES);
      for (long at = from; at < to; at += ZEROES_BYTES) {
        zeroes.clear().limit((int) Math.min(ZEROES_BYTES, to - at));
        file.writeFully(zeroes, segment.offset(at));
      }
      file.sync(true);
    }
  }
}
