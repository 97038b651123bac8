package io.trivet.server.command.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.memory.Native;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Counting and finding bits against a walk over single bits.
final class NativeBitsTest {
  private static final int ROUNDS = 2000;
  private static final int MAX_BYTES = 40;

  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void countsAndFindsWhatSingleBitsShow() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = bytes();
      long address = Native.allocate(bytes.length);
      Native.copyIn(bytes, 0, bytes.length, address);
      long bits = (long) bytes.length * Byte.SIZE;
      long from = random.nextLong(bits + 1);
      BitRange range = new BitRange(from, random.nextLong(from, bits + 1));
      assertThat(NativeBits.count(address, range)).isEqualTo(count(bytes, range));
      assertThat(NativeBits.find(address, range, true)).isEqualTo(find(bytes, range, 1));
      assertThat(NativeBits.find(address, range, false)).isEqualTo(find(bytes, range, 0));
      Native.free(address, bytes.length);
    }
  }

  /// Mostly long runs of one bit, for those are skipped word by word.
  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(1, MAX_BYTES)];
    int kind = random.nextInt(3);
    for (int i = 0; i < bytes.length; i++) {
      boolean isOdd = kind == 2 || random.nextInt(20) == 0;
      bytes[i] = (byte) (isOdd ? random.nextInt(256) : -kind);
    }
    return bytes;
  }

  private static int bit(byte[] bytes, long index) {
    return bytes[BitOffset.byteIndex(index)] >> (7 - (index & 7)) & 1;
  }

  private static long count(byte[] bytes, BitRange range) {
    long count = 0;
    for (long i = range.from(); i < range.to(); i++) {
      count += bit(bytes, i);
    }
    return count;
  }

  private static long find(byte[] bytes, BitRange range, int wanted) {
    for (long i = range.from(); i < range.to(); i++) {
      if (bit(bytes, i) == wanted) {
        return i;
      }
    }
    return -1;
  }
}
