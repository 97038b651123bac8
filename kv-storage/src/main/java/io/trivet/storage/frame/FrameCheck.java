package io.trivet.storage.frame;

import io.trivet.storage.memory.Native;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Whether the bytes at a place are a frame: first the header alone, then, once all bytes that it
/// claims are known to be there, the CRC and the format.
///
/// Costs no garbage.
///
/// Threads: one.
public final class FrameCheck {

  private final CRC32C crc = new CRC32C();

  /// Checks the header at `address`, 32 bytes of which are there, but not the CRC.
  ///
  /// @param start the position in the log at which the frame must begin
  /// @param maxBytes what a frame may have here, header included
  public static FrameFault header(long address, long start, long maxBytes) {
    if (Native.getByte(address + FrameDescriptor.MAGIC_AT) != FrameDescriptor.MAGIC) {
      return FrameFault.NO_MAGIC;
    }
    if (FrameDescriptor.start(address) != start) {
      return FrameFault.OTHER_POSITION;
    }
    int length = FrameDescriptor.length(address);
    if (length < FrameDescriptor.HEADER_BYTES
        || length > FrameDescriptor.MAX_BYTES
        || length > maxBytes) {
      return FrameFault.BAD_LENGTH;
    }
    return FrameFault.NONE;
  }

  /// Checks the CRC and the format of a frame whose header is right and all of whose bytes are
  /// there.
  ///
  /// @param address of the frame
  /// @param view the memory that the frame lies in, the frame at index `at` of it; its limit and
  ///   position are changed
  public FrameFault body(long address, ByteBuffer view, int at) {
    int end = at + FrameDescriptor.length(address);
    crc.reset();
    crc.update(view.limit(end).position(at + FrameDescriptor.HEADER_BYTES));
    crc.update(view.limit(at + FrameDescriptor.CRC_AT).position(at));
    if ((int) crc.getValue() != Native.getInt(address + FrameDescriptor.CRC_AT)) {
      return FrameFault.BAD_CRC;
    }
    if (Native.getByte(address + FrameDescriptor.FORMAT_AT) != FrameDescriptor.FORMAT) {
      return FrameFault.UNKNOWN_FORMAT;
    }
    return FrameFault.NONE;
  }
}
