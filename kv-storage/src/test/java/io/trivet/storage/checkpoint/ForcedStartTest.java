package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A start that may cut the log, where the log ends before what the checkpoint shows.
class ForcedStartTest {

  private static final int SEGMENT_HEADER_BYTES = 4096;
  private static final StorageOptions OPTIONS = StorageOptions.defaults();
  private static final StorageOptions FORCED =
      OPTIONS.withLog(OPTIONS.log().withForceTruncate(true));
  private static final Bytes STORED = Bytes.utf8("stored");
  private static final Bytes LOGGED = Bytes.utf8("logged");
  private static final Bytes LATER = Bytes.utf8("later");
  private static final Bytes LOST = Bytes.utf8("lost");

  @TempDir Path directory;

  /// What is left of the log is in memory only until a checkpoint has it.
  @Test
  void whatIsLeftOfTheLogIsInACheckpointBeforeAnythingIsServed() throws IOException {
    long end = live();
    assertThatThrownBy(() -> TestNode.start(directory, OPTIONS))
        .isInstanceOf(CorruptFrameException.class);
    try (TestNode node = TestNode.start(directory, FORCED);
        TestNode.Client client = node.client()) {
      assertThat(node.storage().figures().redoSequence()).isGreaterThanOrEqualTo(end);
      client.put(LATER, LATER);
    }
    try (TestNode node = TestNode.start(directory, OPTIONS);
        TestNode.Client client = node.client()) {
      assertThat(client.get(STORED)).isEqualTo(STORED);
      assertThat(client.get(LOGGED)).isEqualTo(LOGGED);
      assertThat(client.get(LATER)).isEqualTo(LATER);
      assertThat(client.get(LOST)).isNull();
    }
  }

  /// A life that ends with a damaged last frame, up to which the checkpoint says it has a slot;
  /// returns where the log ended.
  private long live() throws IOException {
    long damaged;
    long end;
    try (TestNode node = TestNode.start(directory, OPTIONS);
        TestNode.Client client = node.client()) {
      client.put(STORED, STORED);
      node.storage().checkpointNow(TestNode.TIMEOUT_MS);
      client.put(LOGGED, LOGGED);
      damaged = node.storage().log().appendedSequence();
      client.put(LOST, LOST);
      end = node.storage().log().appendedSequence();
    }
    claim(Slot.of(STORED.array()), end);
    Path segment = directory.resolve("wal").resolve("00000000000000000000.wal");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[(int) damaged + SEGMENT_HEADER_BYTES] ^= 1;
    Files.write(segment, bytes);
    return end;
  }

  private void claim(int slot, long sequence) throws IOException {
    byte[] value = new byte[SlotCount.BYTES];
    SlotCount.write(value, 0, 1, sequence);
    StoreBatch batch = new StoreBatch();
    batch.put(new StoreKey().count(0, slot).copy(), value);
    try (RocksStore store =
        new RocksHome(directory.resolve("checkpoint"), OPTIONS.rocks()).open()) {
      store.write(batch);
      store.flush();
    }
  }
}
