package io.trivet.storage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.log.EpochTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The manifest as it travels and as it lies on disk.
class ImageManifestTest {

  private static final ImageManifest MANIFEST =
      new ImageManifest(
          0x0102030405060708L,
          1000,
          5,
          1500,
          new EpochTable(List.of(new EpochTable.Entry(3, 0), new EpochTable.Entry(5, 400))),
          List.of(new ImageFile("000012.sst", 77), new ImageFile("CURRENT", 16)));

  @Test
  void bytesAreThoseOfTheDescription() throws IOException {
    ByteBuffer bytes = MANIFEST.encode();
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    assertThat(HexFormat.of().formatHex(array))
        .isEqualTo(
            "01000000"
                + "0807060504030201"
                + "e803000000000000"
                + "05000000"
                + "dc05000000000000"
                + "02000000"
                + "03000000"
                + "0000000000000000"
                + "05000000"
                + "9001000000000000"
                + "02000000"
                + "0a003030303031322e737374"
                + "4d00000000000000"
                + "070043555252454e54"
                + "1000000000000000");
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    assertThat(ImageManifest.decode(MANIFEST.encode())).isEqualTo(MANIFEST);
    assertThat(MANIFEST.totalBytes()).isEqualTo(93);
    assertThat(MANIFEST.bytesBefore(new ImagePosition(1, 3))).isEqualTo(80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", ".hidden", "a b", "a\u0000", "\u00e4"})
  void aNameThatCouldLeadOutOfTheDirectoryIsRefused(String name) {
    assertThatThrownBy(() -> new ImageFile(name, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anythingElseIsRefusedAndNothingElseIsThrown() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    ByteBuffer whole = MANIFEST.encode();
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = whole.array().clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      if (isReadAsItIs(ByteBuffer.wrap(bytes, 0, length))) {
        read++;
      }
    }
    assertThat(read).isBetween(1, 19_999);
  }

  private static boolean isReadAsItIs(ByteBuffer bytes) throws IOException {
    ImageManifest manifest;
    try {
      manifest = ImageManifest.decode(bytes);
    } catch (CorruptImageException e) {
      return false;
    }
    assertThat(manifest.encode()).isEqualTo(bytes);
    return true;
  }
}
