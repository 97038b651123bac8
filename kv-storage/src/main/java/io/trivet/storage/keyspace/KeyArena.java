package io.trivet.storage.keyspace;

import io.trivet.storage.memory.Native;
import java.util.ArrayList;
import java.util.List;

/// Native copies of the heap keys that one transaction uses; addresses stay valid until [#reset].
///
/// Threads: one.
final class KeyArena implements AutoCloseable {

  private static final int BLOCK_BYTES = 1 << 16;

  private final long first = Native.allocate(BLOCK_BYTES);
  private final List<long[]> more = new ArrayList<>();
  private long block = first;
  private int blockBytes = BLOCK_BYTES;
  private int used;

  /// Copies a key and returns its address.
  long copy(byte[] key) {
    if (key.length > blockBytes - used) {
      addBlock(key.length);
    }
    long address = block + used;
    Native.copyIn(key, 0, key.length, address);
    used += key.length;
    return address;
  }

  void reset() {
    if (!more.isEmpty()) {
      more.forEach(extra -> Native.free(extra[0], extra[1]));
      more.clear();
      block = first;
      blockBytes = BLOCK_BYTES;
    }
    used = 0;
  }

  @Override
  public void close() {
    reset();
    Native.free(first, BLOCK_BYTES);
  }

  private void addBlock(int atLeast) {
    blockBytes = Math.max(BLOCK_BYTES, atLeast);
    block = Native.allocate(blockBytes);
    more.add(new long[] {block, blockBytes});
    used = 0;
  }
}
