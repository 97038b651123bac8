package io.trivet.storage.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.memory.Native;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Frames as bytes. The hexadecimal texts are the format: they never change.
class FrameWriterTest {

  @Test
  void frameIsLaidOutAsDocumented() {
    try (FrameWriter writer = new FrameWriter()) {
      writer.begin(0);
      writer.putBytes("OK".getBytes(StandardCharsets.US_ASCII), 0, 2);
      writer.putInt(0x01020304);
      writer.sum();
      writer.seal(0x1122334455L, 7, 1_700_000_000_000L, 0x1122334400L);
      assertThat(hex(writer.address(), writer.frameBytes()))
          .isEqualTo(
              "b7"
                  + "01"
                  + "0068e5cf8b01"
                  + "26000000"
                  + "55000000"
                  + "5544332211000000"
                  + "07000000"
                  + "fcfddd6b"
                  + "4f4b04030201");
      assertThat(FrameDescriptor.wallTimeMs(writer.address())).isEqualTo(1_700_000_000_000L);
      assertThat(FrameDescriptor.durableSequence(writer.address())).isEqualTo(0x1122334400L);
    }
  }

  @Test
  void varLongsTakeSevenBitsAByte() {
    try (FrameWriter writer = new FrameWriter()) {
      writer.begin(0);
      for (long value : new long[] {0, 1, 127, 128, 300, 1L << 35, Long.MAX_VALUE, -1}) {
        writer.putVarLong(value);
      }
      assertThat(hex(payload(writer), writer.payloadBytes()))
          .isEqualTo(
              "00"
                  + "01"
                  + "7f"
                  + "8001"
                  + "ac02"
                  + "808080808001"
                  + "ffffffffffffffff7f"
                  + "ffffffffffffffffff01");
    }
  }

  @Test
  void numbersAreLittleEndianAndCanBePatched() {
    try (FrameWriter writer = new FrameWriter()) {
      writer.begin(0);
      writer.putInt(0);
      writer.putShort(0x0102);
      writer.putLong(0x0102030405060708L);
      writer.putByte(0xFF);
      writer.putIntAt(0, 0x0A0B0C0D);
      writer.rewind(14);
      assertThat(hex(payload(writer), writer.payloadBytes()))
          .isEqualTo("0d0c0b0a" + "0201" + "0807060504030201");
      assertThatThrownBy(() -> writer.putIntAt(11, 1)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> writer.rewind(15)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void memoryGrowsAndKeepsWhatWasPut() {
    byte[] part = new byte[3000];
    Arrays.fill(part, (byte) 7);
    long source = Native.allocate(3000);
    Native.copyIn(part, 0, 3000, source);
    try (FrameWriter writer = new FrameWriter()) {
      for (int frame = 0; frame < 3; frame++) {
        writer.begin(10);
        for (int i = 0; i < 500; i++) {
          writer.putBytes(part, 0, 3000);
          writer.putNative(source, 3000);
        }
        assertThat(writer.payloadBytes()).isEqualTo(3_000_000);
        for (int at = 0; at < 3_000_000; at += 997) {
          assertThat(Native.getByte(payload(writer) + at)).isEqualTo((byte) 7);
        }
      }
    } finally {
      Native.free(source, 3000);
    }
  }

  @Test
  void frameBeyondTheLimitIsRefused() {
    try (FrameWriter writer = new FrameWriter()) {
      writer.begin(0);
      assertThatThrownBy(() -> writer.putBytes(new byte[0], 0, FrameDescriptor.MAX_BYTES))
          .isInstanceOf(FrameTooLargeException.class);
    }
  }

  @Test
  void unknownDurableSequenceReadsAsZero() {
    try (FrameWriter writer = new FrameWriter()) {
      writer.begin(0);
      writer.sum();
      writer.seal(1L << 40, 1, 0, 5);
      assertThat(FrameDescriptor.durableSequence(writer.address())).isZero();
      writer.seal(1L << 40, 1, 0, (1L << 40) - 0xFFFF_FFFEL);
      assertThat(FrameDescriptor.durableSequence(writer.address()))
          .isEqualTo((1L << 40) - 0xFFFF_FFFEL);
    }
  }

  private static long payload(FrameWriter writer) {
    return writer.address() + FrameDescriptor.HEADER_BYTES;
  }

  private static String hex(long address, int bytes) {
    byte[] copy = new byte[bytes];
    Native.copyOut(address, copy, 0, bytes);
    return HexFormat.of().formatHex(copy);
  }
}
