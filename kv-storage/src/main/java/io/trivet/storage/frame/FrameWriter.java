package io.trivet.storage.frame;

import io.trivet.storage.Invariant;
import io.trivet.storage.memory.Native;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Builds one frame after another in native memory of its own, with room for the header in front.
///
/// Use: [#begin], any number of puts, [#sum], [#seal]; the finished bytes lie at [#address] until
/// the next `begin`. Numbers are little-endian. No call allocates on the Java heap, except when the
/// memory grows.
///
/// Threads: one.
public final class FrameWriter implements AutoCloseable {

  private static final int KEPT_BYTES = 1 << 20;
  private static final int MIN_BYTES = 1 << 12;

  private final CRC32C crc = new CRC32C();
  private long address;
  private int capacity;
  private int bytes = FrameDescriptor.HEADER_BYTES;
  private ByteBuffer view;

  public FrameWriter() {
    address = Native.allocate(MIN_BYTES);
    capacity = MIN_BYTES;
    view = viewOf(address, capacity);
  }

  /// Starts a new, empty frame; `expectedPayloadBytes` only spares growing.
  public void begin(int expectedPayloadBytes) {
    if (capacity > KEPT_BYTES) {
      Native.free(address, capacity);
      replaceMemory();
    }
    bytes = FrameDescriptor.HEADER_BYTES;
    reserve(expectedPayloadBytes);
  }

  public void putByte(int value) {
    reserve(1);
    Native.putByte(address + bytes, (byte) value);
    bytes++;
  }

  public void putShort(int value) {
    reserve(Short.BYTES);
    Native.putShort(address + bytes, (short) value);
    bytes += Short.BYTES;
  }

  public void putInt(int value) {
    reserve(Integer.BYTES);
    Native.putInt(address + bytes, value);
    bytes += Integer.BYTES;
  }

  public void putLong(long value) {
    reserve(Long.BYTES);
    Native.putLong(address + bytes, value);
    bytes += Long.BYTES;
  }

  /// Puts an unsigned number in 1 to 10 bytes, seven bits each, the lowest first; the top bit of a
  /// byte says that another follows.
  public void putVarLong(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      Native.putByte(address + bytes++, (byte) (rest | 0x80));
      rest >>>= 7;
    }
    Native.putByte(address + bytes++, (byte) rest);
  }

  /// Puts `length` bytes of `source` from index `from`, without their count.
  public void putBytes(byte[] source, int from, int length) {
    reserve(length);
    Native.copyIn(source, from, length, address + bytes);
    bytes += length;
  }

  /// Puts `length` bytes of native memory, without their count.
  public void putNative(long sourceAddress, int length) {
    reserve(length);
    Native.copy(sourceAddress, address + bytes, length);
    bytes += length;
  }

  /// Overwrites four bytes that were put before; `payloadIndex` counts from the payload's start.
  public void putIntAt(int payloadIndex, int value) {
    int at = FrameDescriptor.HEADER_BYTES + payloadIndex;
    Invariant.check(
        payloadIndex >= 0 && at + Integer.BYTES <= bytes, "patch outside the frame", at, bytes);
    Native.putInt(address + at, value);
  }

  /// Takes back everything put after the first `payloadBytes` bytes.
  public void rewind(int payloadBytes) {
    int newBytes = FrameDescriptor.HEADER_BYTES + payloadBytes;
    Invariant.check(
        payloadBytes >= 0 && newBytes <= bytes, "rewind outside the frame", newBytes, bytes);
    bytes = newBytes;
  }

  public int payloadBytes() {
    return bytes - FrameDescriptor.HEADER_BYTES;
  }

  /// Bytes of the whole frame.
  public int frameBytes() {
    return bytes;
  }

  /// Where the frame begins, header first; valid until the next put or begin.
  public long address() {
    return address;
  }

  /// Sums the payload; nothing may be put after it.
  public void sum() {
    crc.reset();
    sum(FrameDescriptor.HEADER_BYTES, bytes);
  }

  /// Fills the header; the payload has been summed.
  public void seal(long start, int epoch, long wallTimeMs, long durableSequence) {
    FrameDescriptor.putHeader(address, bytes, start, epoch, wallTimeMs, durableSequence);
    sum(0, FrameDescriptor.CRC_AT);
    Native.putInt(address + FrameDescriptor.CRC_AT, (int) crc.getValue());
  }

  /// Hands the memory over to the caller, who frees it (`allocatedBytes` bytes from `address`); the
  /// writer goes on with new memory.
  public NativeBlock detach() {
    NativeBlock block = new NativeBlock(address, capacity, bytes);
    replaceMemory();
    return block;
  }

  @Override
  public void close() {
    if (capacity > 0) {
      Native.free(address, capacity);
    }
    address = 0;
    capacity = 0;
  }

  private void sum(int from, int to) {
    view.limit(to).position(from);
    crc.update(view);
  }

  private void reserve(int more) {
    if (more > capacity - bytes) {
      grow(more);
    }
  }

  private void grow(int more) {
    long wanted = (long) bytes + more;
    if (wanted > FrameDescriptor.MAX_BYTES) {
      throw new FrameTooLargeException(wanted);
    }
    int newCapacity = (int) Math.min(FrameDescriptor.MAX_BYTES, Math.max(wanted, 2L * capacity));
    long newAddress = Native.allocate(newCapacity);
    Native.copy(address, newAddress, bytes);
    Native.free(address, capacity);
    address = newAddress;
    capacity = newCapacity;
    view = viewOf(newAddress, newCapacity);
  }

  private void replaceMemory() {
    address = Native.allocate(MIN_BYTES);
    capacity = MIN_BYTES;
    bytes = FrameDescriptor.HEADER_BYTES;
    view = viewOf(address, capacity);
  }

  private static ByteBuffer viewOf(long address, int bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes).asByteBuffer();
  }

  /// Native memory that changed hands: `bytes` used of `allocatedBytes`.
  public record NativeBlock(long address, int allocatedBytes, int bytes) {}
}
