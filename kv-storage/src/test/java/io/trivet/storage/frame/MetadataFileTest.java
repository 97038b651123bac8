package io.trivet.storage.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.disk.SimCrash;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.disk.SimFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Small files that are replaced as a whole.
class MetadataFileTest {

  private final SimDisk disk = new SimDisk(new SplittableRandom(1));

  @Test
  void fileIsLaidOutAsDocumented() throws IOException {
    file(disk).replace(bytes("abc"));
    assertThat(HexFormat.of().formatHex(disk.bytes("m")))
        .isEqualTo("54564d46" + "09000000" + "03000000" + "613b5e83" + "616263");
  }

  @Test
  void readsWhatWasPut() throws IOException {
    assertThat(read(disk)).isNull();
    file(disk).replace(bytes("one"));
    file(disk).replace(bytes(""));
    assertThat(read(disk)).isEmpty();
    file(disk).replace(bytes("a".repeat(5000)));
    assertThat(read(disk)).hasSize(5000);
    file(disk).delete();
    file(disk).delete();
    assertThat(read(disk)).isNull();
  }

  @Test
  void everyFlippedByteIsNoticed() throws IOException {
    file(disk).replace(bytes("abcdef"));
    for (int i = 0; i < disk.bytes("m").length; i++) {
      disk.rot("m", i, 1 << (i % 8));
      assertThatThrownBy(() -> read(disk)).isInstanceOf(CorruptFrameException.class);
      disk.rot("m", i, 1 << (i % 8));
    }
    disk.put("m", new byte[3]);
    assertThatThrownBy(() -> read(disk)).isInstanceOf(CorruptFrameException.class);
    disk.put("m", new byte[(1 << 20) + 17]);
    assertThatThrownBy(() -> read(disk)).isInstanceOf(CorruptFrameException.class);
  }

  @Test
  void fileOfAnotherKindIsRefused() throws IOException {
    file(disk).replace(bytes("abc"));
    assertThatThrownBy(() -> new MetadataFile(disk, "m", 8).read())
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageContaining("kind 9 instead of 8");
  }

  @Test
  void crashDuringAReplacementLeavesTheOldOrTheNew() throws IOException {
    file(disk).replace(bytes("old"));
    SimDisk rehearsal = disk.copy(new SplittableRandom(1));
    file(rehearsal).replace(bytes("new"));
    for (int call = 0; call <= rehearsal.calls(); call++) {
      for (int seed = 0; seed < 40; seed++) {
        SimDisk crashed = disk.copy(new SplittableRandom(seed));
        crashed.failAt(call, SimFault.CRASH);
        boolean isDone = replace(crashed, "new");
        crashed.losePower(new SplittableRandom(seed));
        assertThat(read(crashed)).isIn(isDone ? new String[] {"new"} : new String[] {"old", "new"});
        file(crashed).replace(bytes("newer"));
        assertThat(read(crashed)).isEqualTo("newer");
      }
    }
  }

  private static boolean replace(SimDisk disk, String text) throws IOException {
    try {
      file(disk).replace(bytes(text));
      return true;
    } catch (SimCrash e) {
      return false;
    }
  }

  private static MetadataFile file(SimDisk disk) {
    return new MetadataFile(disk, "m", 9);
  }

  private static @Nullable String read(SimDisk disk) throws IOException {
    ByteBuffer payload = file(disk).read();
    return payload == null ? null : StandardCharsets.US_ASCII.decode(payload).toString();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
