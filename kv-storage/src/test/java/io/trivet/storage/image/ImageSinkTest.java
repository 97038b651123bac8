package io.trivet.storage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.checkpoint.ImageMark;
import io.trivet.storage.disk.DiskFullException;
import io.trivet.storage.disk.SimCrash;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.disk.SimFault;
import io.trivet.storage.log.EpochTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What comes in of an image is what was sent, and it is whole when it says so, wherever the node
/// dies (H33).
class ImageSinkTest {

  private static final int CHUNK_BYTES = 100;
  private static final int SYNC_BYTES = 250;
  private static final List<ImageFile> FILES =
      List.of(
          new ImageFile("000001.sst", 730),
          new ImageFile("000002.sst", 0),
          new ImageFile("000003.sst", 100),
          new ImageFile("CURRENT", 16),
          new ImageFile("empty", 0));
  private static final ImageManifest ONE = manifest(1);
  private static final ImageManifest OTHER = manifest(2);

  private final SimDisk disk = new SimDisk(new SplittableRandom(1));

  @Test
  void whatWasSentIsThere() throws IOException {
    try (ImageSink sink = open(disk, ONE)) {
      assertThat(sendAll(sink)).isEqualTo(10);
      assertThat(ImageMark.read(disk)).isNull();
      sink.complete();
      sink.complete();
    }
    disk.losePower();
    checkWhole(disk, ONE);
    try (ImageSink again = open(disk, ONE)) {
      assertThat(again.isComplete()).isTrue();
    }
  }

  @Test
  void itIsKnownWhatWasBegun() throws IOException {
    assertThat(ImageSink.begun(disk)).isNull();
    try (ImageSink sink = open(disk, ONE)) {
      sendOne(sink);
    }
    assertThat(ImageSink.begun(disk)).isEqualTo(ONE);
    disk.rot(ImageSink.MANIFEST, 20, 1);
    assertThat(ImageSink.begun(disk)).isNull();
    takeAll(disk, ONE);
    checkWhole(disk, ONE);
  }

  @Test
  void emptyFilesAreNotAskedFor() throws IOException {
    ImageManifest empty =
        new ImageManifest(
            3, 0, 0, 0, EpochTable.empty(), List.of(new ImageFile("a", 0), new ImageFile("b", 0)));
    try (ImageSink sink = open(disk, empty)) {
      assertThat(sink.position()).isEqualTo(new ImagePosition(2, 0));
      sink.complete();
    }
    assertThat(disk.list()).contains("a", "b");
  }

  @Test
  void anotherSinkTakesUpBehindWhatIsDurable() throws IOException {
    try (ImageSink sink = open(disk, ONE)) {
      for (int i = 0; i < 5; i++) {
        sendOne(sink);
      }
    }
    disk.losePower();
    try (ImageSink sink = open(disk, ONE)) {
      assertThat(sink.position()).isEqualTo(new ImagePosition(0, 300));
      sendAll(sink);
      sink.complete();
    }
    checkWhole(disk, ONE);
  }

  @Test
  void anotherImageStartsOver() throws IOException {
    takeAll(disk, ONE);
    try (ImageSink sink = open(disk, OTHER)) {
      assertThat(sink.position()).isEqualTo(ImagePosition.START);
      assertThat(ImageMark.read(disk)).isNull();
      sendAll(sink);
      sink.complete();
    }
    disk.losePower();
    checkWhole(disk, OTHER);
  }

  @Test
  void aChunkWithAnotherChecksumIsRefused() throws IOException {
    try (ImageSink sink = open(disk, ONE)) {
      ByteBuffer bytes = bytes(ONE, 0, 0);
      int crc = ImageChunk.crc32c(ONE.id(), 0, 0, bytes);
      for (int bit = 0; bit < Byte.SIZE * CHUNK_BYTES; bit++) {
        flip(bytes, bit);
        assertThatThrownBy(() -> sink.receive(0, 0, bytes, crc))
            .isInstanceOf(CorruptImageException.class);
        flip(bytes, bit);
      }
      sendAll(sink);
      sink.complete();
    }
    checkWhole(disk, ONE);
  }

  @Test
  void aChunkOutOfTurnIsRefused() throws IOException {
    try (ImageSink sink = open(disk, ONE)) {
      sendOne(sink);
      refuses(sink, ONE, 0, 0);
      refuses(sink, ONE, 0, 200);
      refuses(sink, ONE, 2, 0);
      refuses(sink, OTHER, 0, 100);
      ByteBuffer tooLong = ByteBuffer.allocate(700);
      assertThatThrownBy(
              () -> sink.receive(0, 100, tooLong, ImageChunk.crc32c(ONE.id(), 0, 100, tooLong)))
          .isInstanceOf(CorruptImageException.class);
      sendAll(sink);
      assertThatThrownBy(() -> sink.receive(5, 0, tooLong, 0))
          .isInstanceOf(CorruptImageException.class);
    }
  }

  @Test
  void anImageThatIsNotAllThereIsNotComplete() throws IOException {
    try (ImageSink sink = open(disk, ONE)) {
      sendOne(sink);
      assertThatThrownBy(sink::complete).isInstanceOf(CorruptImageException.class);
      assertThat(ImageMark.read(disk)).isNull();
      sendAll(sink);
      sink.complete();
    }
    checkWhole(disk, ONE);
  }

  @Test
  void anImageThatFindsNoRoomIsRefusedAtOnce() {
    disk.limitTo(700);
    assertThatThrownBy(() -> open(disk, ONE)).isInstanceOf(DiskFullException.class);
  }

  @Test
  void aFileThatLostItsEndSinceBeginsAgain() throws IOException {
    try (ImageSink sink = open(disk, ONE)) {
      sendAll(sink);
    }
    disk.put("000001.sst", new byte[599]);
    try (ImageSink sink = open(disk, ONE)) {
      assertThat(sink.position()).isEqualTo(ImagePosition.START);
      sendAll(sink);
      sink.complete();
    }
    checkWhole(disk, ONE);
  }

  @Test
  void aSinkThatFailedTakesNothingAnyMore() throws IOException {
    try (ImageSink sink = open(disk, ONE)) {
      disk.failAt(disk.calls() + 2, SimFault.EIO);
      assertThatThrownBy(() -> sendAll(sink)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> sendOne(sink)).hasMessageContaining("earlier call failed");
      assertThatThrownBy(sink::complete).hasMessageContaining("earlier call failed");
    }
    takeAll(disk, ONE);
    checkWhole(disk, ONE);
  }

  /// Over what another image left, complete: the mark never stands over files that are not its own.
  @ParameterizedTest
  @EnumSource(
      value = SimFault.class,
      names = {"CRASH", "EIO"})
  void aMarkThatIsThereIsThatOfAWholeImage(SimFault fault) throws IOException {
    takeAll(disk, ONE);
    SimDisk whole = disk.copy(new SplittableRandom(2));
    takeAll(whole, OTHER);
    int marks = 0;
    long calls = whole.calls();
    for (long call = 0; call < calls; call++) {
      for (int seed = 0; seed < 6; seed++) {
        SimDisk each = disk.copy(new SplittableRandom(seed));
        each.failAt(call, fault);
        try {
          takeAll(each, OTHER);
        } catch (SimCrash | IOException e) {
          assertThat(e).isNotNull();
        }
        if (seed % 2 == 0) {
          each.crashProcess();
        } else {
          each.losePower(new SplittableRandom(seed));
        }
        ImageMark mark = ImageMark.read(each);
        if (mark != null) {
          marks++;
          checkWhole(each, mark.id() == ONE.id() ? ONE : OTHER);
        }
        takeAll(each, OTHER);
        each.losePower();
        checkWhole(each, OTHER);
      }
    }
    assertThat(marks).isPositive();
  }

  private static void takeAll(SimDisk into, ImageManifest manifest) throws IOException {
    try (ImageSink sink = open(into, manifest)) {
      if (!sink.isComplete()) {
        sendAll(sink);
        sink.complete();
      }
    }
  }

  private static void flip(ByteBuffer bytes, int bit) {
    bytes.put(bit / Byte.SIZE, (byte) (bytes.get(bit / Byte.SIZE) ^ (1 << (bit % Byte.SIZE))));
  }

  private static void refuses(ImageSink sink, ImageManifest from, int file, long offset) {
    ByteBuffer bytes = bytes(from, file, offset);
    int crc = ImageChunk.crc32c(from.id(), file, offset, bytes);
    assertThatThrownBy(() -> sink.receive(file, offset, bytes, crc))
        .isInstanceOf(CorruptImageException.class);
  }

  /// Sends the rest; returns the number of chunks.
  private static int sendAll(ImageSink sink) throws IOException {
    int chunks = 0;
    while (sink.position().file() < FILES.size()) {
      sendOne(sink);
      chunks++;
    }
    return chunks;
  }

  private static void sendOne(ImageSink sink) throws IOException {
    ImagePosition next = sink.position();
    ByteBuffer bytes = bytes(sink.manifest(), next.file(), next.offset());
    int crc = ImageChunk.crc32c(sink.manifest().id(), next.file(), next.offset(), bytes);
    sink.receive(next.file(), next.offset(), bytes, crc);
  }

  /// The bytes of the chunk that begins there.
  private static ByteBuffer bytes(ImageManifest of, int file, long offset) {
    byte[] content = content(of, file);
    int end = (int) Math.min(content.length, offset + CHUNK_BYTES);
    return ByteBuffer.wrap(Arrays.copyOfRange(content, (int) offset, end));
  }

  private static byte[] content(ImageManifest of, int file) {
    byte[] content = new byte[(int) of.files().get(file).bytes()];
    new SplittableRandom(of.id() * 100 + file).nextBytes(content);
    return content;
  }

  private static void checkWhole(SimDisk in, ImageManifest expected) throws IOException {
    ImageMark mark = ImageMark.read(in);
    assertThat(mark)
        .isEqualTo(
            new ImageMark(
                expected.id(), expected.redoSequence(), expected.endSequence(), expected.epochs()));
    for (int file = 0; file < FILES.size(); file++) {
      assertThat(in.bytes(FILES.get(file).name())).isEqualTo(content(expected, file));
    }
  }

  private static ImageSink open(SimDisk on, ImageManifest offered) throws IOException {
    return ImageSink.open(on, offered, SYNC_BYTES);
  }

  private static ImageManifest manifest(long id) {
    EpochTable epochs = new EpochTable(List.of(new EpochTable.Entry(4, 0)));
    return new ImageManifest(id, 1000, 4, 1500, epochs, FILES);
  }
}
