package io.trivet.storage.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.frame.FrameWriter;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.Encoding;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The short way to read a string put agrees with the decoder of all effects.
class StringPutReaderTest {

  private static final int PAYLOADS = 20_000;
  private static final int MAX_BYTES = 300;
  private static final Replaced[] REPLACED = Replaced.values();
  private static final Encoding[] ENCODINGS = {Encoding.INT, Encoding.EMBSTR, Encoding.RAW};

  private final SplittableRandom random = new SplittableRandom(1);
  private final StringPutReader reader = new StringPutReader();

  @Test
  void readsWhatTheWriterWrote() {
    for (int i = 0; i < PAYLOADS; i++) {
      byte[] payload = payload(1);
      assertThat(read(payload)).isEqualTo(EffectDecoder.decode(ByteBuffer.wrap(payload)));
    }
  }

  @Test
  void leavesSeveralEffectsToTheDecoder() {
    assertThat(read(payload(2))).isEmpty();
    assertThat(read(new byte[0])).isEmpty();
  }

  /// Whatever it takes for a string put, the decoder does too; and nothing is read behind the end.
  @Test
  void damagedBytesAreReadAsTheDecoderReadsThem() {
    for (int i = 0; i < PAYLOADS; i++) {
      byte[] payload = payload(1);
      int length = random.nextInt(payload.length + 1);
      for (int flips = random.nextInt(3); flips > 0; flips--) {
        payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
      }
      ByteBuffer damaged = ByteBuffer.wrap(payload, 0, length);
      List<EffectRecord> read = read(Arrays.copyOf(payload, length));
      if (!read.isEmpty()) {
        assertThat(read).isEqualTo(EffectDecoder.decode(damaged));
      }
    }
  }

  /// What the reader says of a payload that lies in a block of exactly its size.
  private List<EffectRecord> read(byte[] payload) {
    long bytes = Math.max(1, payload.length);
    long address = Native.allocate(bytes);
    try {
      Native.copyIn(payload, 0, payload.length, address);
      if (!reader.read(address, payload.length)) {
        return List.of();
      }
      return List.of(
          new EffectRecord.PutString(
              reader.space(),
              bytes(reader.keyAddress(), reader.keyLength()),
              reader.replaced(),
              reader.encoding(),
              reader.expiresAtMs(),
              bytes(reader.valueAddress(), reader.valueLength())));
    } finally {
      Native.free(address, bytes);
    }
  }

  private byte[] payload(int effects) {
    long block = Native.allocate(MAX_BYTES);
    try (FrameWriter frame = new FrameWriter()) {
      frame.begin(64);
      for (int i = 0; i < effects; i++) {
        byte[] content = new byte[MAX_BYTES];
        random.nextBytes(content);
        Native.copyIn(content, 0, MAX_BYTES, block);
        put(new EffectWriter(frame), block);
      }
      byte[] payload = new byte[frame.frameBytes() - FrameDescriptor.HEADER_BYTES];
      Native.copyOut(frame.address() + FrameDescriptor.HEADER_BYTES, payload, 0, payload.length);
      return payload;
    } finally {
      Native.free(block, MAX_BYTES);
    }
  }

  private void put(EffectWriter effects, long block) {
    int key = random.nextInt(200);
    effects.putString(
        random.nextInt(300),
        block,
        key,
        REPLACED[random.nextInt(REPLACED.length)],
        ENCODINGS[random.nextInt(ENCODINGS.length)],
        random.nextBoolean() ? 0 : random.nextLong(1L << 45),
        block + key,
        random.nextInt(MAX_BYTES - key));
  }

  private static Bytes bytes(long address, int length) {
    byte[] bytes = new byte[length];
    Native.copyOut(address, bytes, 0, length);
    return Bytes.of(bytes);
  }
}
