package io.trivet.storage.memory;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.LongAdder;

/// Native memory by address: the C library's malloc and free, and unaligned little-endian access.
///
/// Addresses are plain longs, so that an entry costs no Java object. The price is that nothing is
/// checked: a wrong address ends the process. The system property `trivet.memory.checked=true`
/// (tests) routes every access through [CheckedMemory], which knows all living blocks.
///
/// Threads: any; every method is safe to call concurrently on memory that the callers do not share.
public final class Native {

  /// What the allocator adds to a block, and the step to which it rounds (glibc, 64 bit).
  private static final int BLOCK_HEADER_BYTES = 8;

  private static final int BLOCK_STEP_BYTES = 16;
  private static final int BLOCK_MIN_BYTES = 32;

  private static final boolean CHECKED = Boolean.getBoolean("trivet.memory.checked");
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final MethodHandle MALLOC;
  private static final MethodHandle FREE;
  private static final LongAdder ALLOCATED_BYTES = new LongAdder();

  static {
    Linker linker = Linker.nativeLinker();
    SymbolLookup libc = linker.defaultLookup();
    MALLOC =
        linker.downcallHandle(
            libc.findOrThrow("malloc"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG),
            Linker.Option.critical(false));
    FREE =
        linker.downcallHandle(
            libc.findOrThrow("free"),
            FunctionDescriptor.ofVoid(JAVA_LONG),
            Linker.Option.critical(false));
    if (ADDRESS.byteSize() != Long.BYTES) {
      throw new ExceptionInInitializerError("Trivet needs a 64-bit platform");
    }
  }

  private Native() {}

  /// Bytes that a block for `bytes` really takes from the allocator.
  public static long blockBytes(long bytes) {
    long rounded = (bytes + BLOCK_HEADER_BYTES + BLOCK_STEP_BYTES - 1) & -BLOCK_STEP_BYTES;
    return Math.max(rounded, BLOCK_MIN_BYTES);
  }

  /// Allocates `bytes` of uninitialised memory. The caller owns it and gives it back with [#free].
  ///
  /// @throws OutOfMemoryError if the allocator has no more
  public static long allocate(long bytes) {
    long address;
    try {
      address = (long) MALLOC.invokeExact(bytes);
    } catch (Throwable e) {
      throw new AssertionError("malloc downcall", e);
    }
    if (address == 0) {
      throw new OutOfMemoryError("malloc of " + bytes + " bytes failed");
    }
    ALLOCATED_BYTES.add(blockBytes(bytes));
    if (CHECKED) {
      CheckedMemory.allocated(address, bytes);
    }
    return address;
  }

  /// Frees a block of [#allocate]; `bytes` is the size it was allocated with.
  public static void free(long address, long bytes) {
    if (CHECKED) {
      CheckedMemory.freed(address, bytes);
    }
    ALLOCATED_BYTES.add(-blockBytes(bytes));
    try {
      FREE.invokeExact(address);
    } catch (Throwable e) {
      throw new AssertionError("free downcall", e);
    }
  }

  /// Bytes of all living blocks as the allocator counts them.
  public static long allocatedBytes() {
    return ALLOCATED_BYTES.sum();
  }

  public static byte getByte(long address) {
    check(address, 1);
    return ALL.get(JAVA_BYTE, address);
  }

  public static void putByte(long address, byte value) {
    check(address, 1);
    ALL.set(JAVA_BYTE, address, value);
  }

  public static short getShort(long address) {
    check(address, Short.BYTES);
    return ALL.get(SHORT, address);
  }

  public static void putShort(long address, short value) {
    check(address, Short.BYTES);
    ALL.set(SHORT, address, value);
  }

  public static int getInt(long address) {
    check(address, Integer.BYTES);
    return ALL.get(INT, address);
  }

  public static void putInt(long address, int value) {
    check(address, Integer.BYTES);
    ALL.set(INT, address, value);
  }

  public static long getLong(long address) {
    check(address, Long.BYTES);
    return ALL.get(LONG, address);
  }

  public static void putLong(long address, long value) {
    check(address, Long.BYTES);
    ALL.set(LONG, address, value);
  }

  /// Copies between native blocks, which may overlap.
  public static void copy(long sourceAddress, long targetAddress, long bytes) {
    check(sourceAddress, bytes);
    check(targetAddress, bytes);
    MemorySegment.copy(ALL, sourceAddress, ALL, targetAddress, bytes);
  }

  /// Copies `bytes` bytes of `source` from index `from` into native memory.
  public static void copyIn(byte[] source, int from, int bytes, long targetAddress) {
    check(targetAddress, bytes);
    MemorySegment.copy(source, from, ALL, JAVA_BYTE, targetAddress, bytes);
  }

  /// Copies `bytes` bytes of native memory into `target` from index `from`.
  public static void copyOut(long sourceAddress, byte[] target, int from, int bytes) {
    check(sourceAddress, bytes);
    MemorySegment.copy(ALL, JAVA_BYTE, sourceAddress, target, from, bytes);
  }

  public static void fill(long address, long bytes, byte value) {
    check(address, bytes);
    ALL.asSlice(address, bytes).fill(value);
  }

  /// True if the two blocks of `bytes` bytes are equal.
  public static boolean equal(long a, long b, int bytes) {
    check(a, bytes);
    check(b, bytes);
    int i = 0;
    for (; i + Long.BYTES <= bytes; i += Long.BYTES) {
      if (ALL.get(LONG, a + i) != ALL.get(LONG, b + i)) {
        return false;
      }
    }
    for (; i < bytes; i++) {
      if (ALL.get(JAVA_BYTE, a + i) != ALL.get(JAVA_BYTE, b + i)) {
        return false;
      }
    }
    return true;
  }

  private static void check(long address, long bytes) {
    if (CHECKED) {
      CheckedMemory.access(address, bytes);
    }
  }
}
