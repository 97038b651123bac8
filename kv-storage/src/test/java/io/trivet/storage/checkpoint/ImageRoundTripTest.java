package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.image.CorruptImageException;
import io.trivet.storage.image.ImageChunk;
import io.trivet.storage.image.ImageManifest;
import io.trivet.storage.image.ImagePosition;
import io.trivet.storage.image.ImageSink;
import io.trivet.storage.image.ImageSource;
import io.trivet.storage.image.VoidImageException;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.log.LogReader;
import io.trivet.storage.log.LogReceiver;
import io.trivet.storage.log.PrunedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A standby gets an image of a running primary and then the log from the image's redo sequence on,
/// on the real file system and the real RocksDB.
class ImageRoundTripTest {

  private static final int DATABASES = 3;
  private static final int CHUNK_BYTES = 3000;
  private static final StorageOptions OPTIONS =
      StorageOptions.defaults()
          .withDatabases(DATABASES)
          .withLog(
              LogOptions.defaults()
                  .withRingBytes(1 << 16)
                  .withSegmentBytes(1 << 16)
                  .withRetainedBytes(0))
          .withCheckpoint(new CheckpointOptions(1, 1 << 14, 700, 4096));

  @TempDir Path directory;

  private final KeyspaceModel model = new KeyspaceModel(DATABASES);

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void anImageAndTheLogBehindItGiveTheData(long seed) throws IOException {
    Workload workload = new Workload(new SplittableRandom(seed), 60, 400);
    try (TestNode primary = start("primary")) {
      work(primary, workload, 400);
      prepareStandby();
      try (ImageSource source = image(primary, seed)) {
        ImageManifest manifest = source.manifest();
        try (Storage standby = open("standby");
            ImageSink sink = ImageSink.open(standby, manifest)) {
          send(source, sink, () -> work(primary, workload, 10));
          sink.complete();
        }
        work(primary, workload, 300);
        try (Storage installed = open("standby")) {
          checkFresh(installed, manifest);
          feed(primary.storage(), installed, manifest.redoSequence());
        }
        try (Storage restarted = open("standby")) {
          feed(primary.storage(), restarted, Long.MAX_VALUE);
        }
      }
    }
    try (Storage standby = open("standby")) {
      assertThat(standby.consistentFromSequence()).isZero();
      check(standby);
    }
    try (TestNode promoted = start("standby")) {
      work(promoted, workload, 100);
      promoted.storage().checkpointNow(TestNode.TIMEOUT_MS);
    }
    try (Storage again = open("standby")) {
      check(again);
    }
  }

  /// I14: until the end of the image is applied, no checkpoint begins, whatever is committed.
  @ParameterizedTest
  @ValueSource(longs = {31, 32})
  void aStandbyThatRunsAppliesTheLogBehindAnImage(long seed) throws IOException {
    Workload workload = new Workload(new SplittableRandom(seed), 60, 400);
    try (TestNode primary = start("primary")) {
      work(primary, workload, 400);
      primary.storage().checkpointNow(TestNode.TIMEOUT_MS);
      work(primary, workload, 100);
      try (ImageSource source = image(primary, seed)) {
        try (Storage standby = open("standby");
            ImageSink sink = ImageSink.open(standby, source.manifest())) {
          send(source, sink, () -> work(primary, workload, 10));
          sink.complete();
        }
        work(primary, workload, 200);
        try (Storage standby = open("standby")) {
          follow(primary.storage(), standby, source.manifest());
        }
      }
    }
    try (Storage again = open("standby")) {
      check(again);
    }
  }

  private void follow(Storage primary, Storage standby, ImageManifest manifest) throws IOException {
    standby.start(() -> Long.MAX_VALUE, () -> false, Thread.ofPlatform().daemon().factory());
    StandbyApplier applier = standby.applier();
    long end = manifest.endSequence();
    assertThat(applier.isWhole()).isEqualTo(end == manifest.redoSequence());
    for (long limit = manifest.redoSequence(); limit < end; limit += (end + 6 - limit) / 7) {
      feed(primary, standby, limit);
      while (applier.step()) {}
      standby.checkpointNow(TestNode.TIMEOUT_MS);
      assertThat(applier.isWhole()).isEqualTo(applier.appliedSequence() >= end);
      if (!applier.isWhole()) {
        assertThat(standby.figures().redoSequence()).isEqualTo(manifest.redoSequence());
      }
    }
    feed(primary, standby, Long.MAX_VALUE);
    while (applier.step()) {}
    assertThat(applier.isWhole()).isTrue();
    standby.checkpointNow(TestNode.TIMEOUT_MS);
    assertThat(standby.figures().redoSequence()).isEqualTo(applier.appliedSequence());
    assertThat(standby.consistentFromSequence()).isZero();
    check(standby);
  }

  @Test
  void anImageGoesOnWhereALostConnectionLeftIt() throws IOException {
    try (TestNode primary = start("primary")) {
      work(primary, new Workload(new SplittableRandom(5), 60, 400), 400);
      try (ImageSource source = image(primary, 5);
          Storage standby = open("standby")) {
        try (ImageSink sink = ImageSink.open(standby, source.manifest())) {
          while (sink.position().file() < 2) {
            sendOne(source, sink);
          }
        }
        try (ImageSink sink = ImageSink.open(standby, source.manifest())) {
          send(source, sink, () -> {});
          sink.complete();
        }
        feedAfterInstall(primary, standby);
      }
    }
  }

  @Test
  void onlyWhatIsCommittedIsInAnImage() throws IOException {
    try (TestNode primary = start("primary")) {
      Workload workload = new Workload(new SplittableRandom(6), 60, 400).withoutFlushes();
      work(primary, workload, 200);
      primary.storage().checkpointNow(TestNode.TIMEOUT_MS);
      work(primary, workload, 200);
      try (ImageSource source = image(primary, 6)) {
        ImageManifest manifest = source.manifest();
        assertThat(manifest.endSequence())
            .isBetween(manifest.redoSequence(), primary.storage().log().durableSequence());
        assertThat(manifest.redoSequence()).isPositive();
        Path copy = primary.storage().imageDirectory(manifest.id());
        try (RocksStore store = new RocksHome(copy, OPTIONS.rocks()).open();
            StoreCursor rows =
                store.cursor(
                    new byte[] {StoreKey.ENTRY}, StoreKey.behind(new byte[] {StoreKey.ENTRY}))) {
          int entries = 0;
          while (rows.next()) {
            EntryRow entry = EntryRow.read(rows.value());
            assertThat(entry).isNotNull();
            assertThat(entry.version()).isLessThanOrEqualTo(manifest.endSequence());
            entries++;
          }
          assertThat(entries).isPositive();
        }
      }
    }
  }

  @Test
  void theLogBehindAnOpenImageStays() throws IOException {
    Workload workload = new Workload(new SplittableRandom(7), 60, 400);
    try (TestNode primary = start("primary")) {
      work(primary, workload, 200);
      Storage storage = primary.storage();
      ImageSource source = image(primary, 7);
      long redo = source.manifest().redoSequence();
      long first = storage.log().firstSequence();
      fillSegments(primary, workload);
      assertThat(storage.figures().redoSequence()).isGreaterThan(redo);
      assertThat(storage.log().firstSequence()).isEqualTo(first).isLessThanOrEqualTo(redo);
      try (LogReader reader = storage.log().reader(redo, 1 << 12)) {
        assertThat(reader.read(Long.MAX_VALUE)).isPositive();
      }
      source.close();
      assertThat(primary.storage().imageDirectory(source.manifest().id())).doesNotExist();
      fillSegments(primary, workload);
      assertThat(storage.log().firstSequence()).isGreaterThan(redo);
      try (LogReader reader = storage.log().reader(redo, 1 << 12)) {
        assertThatThrownBy(() -> reader.read(Long.MAX_VALUE)).isInstanceOf(PrunedException.class);
      }
    }
  }

  @Test
  void anImageThatKeepsTooMuchLogIsVoid() throws IOException {
    Workload workload = new Workload(new SplittableRandom(8), 60, 400);
    try (TestNode primary = start("primary")) {
      work(primary, workload, 200);
      Storage storage = primary.storage();
      try (ImageSource source = ImageSource.make(storage, new SplittableRandom(8), 1 << 14)) {
        assertThat(source.isVoid()).isFalse();
        fillSegments(primary, workload);
        assertThat(source.isVoid()).isTrue();
        assertThatThrownBy(() -> source.read(0, 0, ByteBuffer.allocate(10)))
            .isInstanceOf(VoidImageException.class);
        assertThat(storage.log().firstSequence()).isGreaterThan(source.manifest().redoSequence());
      }
    }
  }

  @Test
  void anImageThatCannotBeOpenedIsThrownAway() throws IOException {
    Workload workload = new Workload(new SplittableRandom(9), 60, 400);
    try (TestNode standby = start("standby")) {
      work(standby, workload, 100);
      standby.stop();
    }
    try (TestNode primary = start("primary");
        Storage standby = open("standby")) {
      try (ImageSource source = image(primary, 9);
          ImageSink sink = ImageSink.open(standby, source.manifest())) {
        send(source, sink, () -> {});
        sink.complete();
      }
    }
    Files.delete(directory.resolve("standby/incoming/CURRENT"));
    try (Storage standby = open("standby")) {
      assertThat(standby.imageOutcome()).isEqualTo(ImageOutcome.REFUSED);
      assertThat(directory.resolve("standby/incoming")).doesNotExist();
      check(standby);
    }
  }

  @Test
  void copiesThatAKilledProcessLeftAreDeleted() throws IOException {
    try (TestNode primary = start("primary")) {
      image(primary, 11); // and nobody closes it
      assertThat(images()).isEqualTo(1);
    }
    try (Storage primary = open("primary")) {
      assertThat(images()).isZero();
      assertThat(primary.imageOutcome()).isEqualTo(ImageOutcome.NONE);
    }
  }

  @Test
  void aChunkThatRottedOnTheWayIsRefusedAndMayComeAgain() throws IOException {
    try (TestNode primary = start("primary")) {
      work(primary, new Workload(new SplittableRandom(12), 60, 400), 100);
      try (ImageSource source = image(primary, 12);
          Storage standby = open("standby");
          ImageSink sink = ImageSink.open(standby, source.manifest())) {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK_BYTES);
        source.read(0, 0, bytes);
        bytes.flip();
        int crc = ImageChunk.crc32c(source.manifest().id(), 0, 0, bytes);
        bytes.put(0, (byte) ~bytes.get(0));
        assertThatThrownBy(() -> sink.receive(0, 0, bytes, crc))
            .isInstanceOf(CorruptImageException.class);
        send(source, sink, () -> {});
        sink.complete();
        feedAfterInstall(primary, standby);
      }
    }
  }

  private void feedAfterInstall(TestNode primary, Storage standby) throws IOException {
    standby.close();
    try (Storage installed = open("standby")) {
      assertThat(installed.imageOutcome()).isEqualTo(ImageOutcome.INSTALLED);
      feed(primary.storage(), installed, Long.MAX_VALUE);
    }
    try (Storage restarted = open("standby")) {
      check(restarted);
    }
  }

  /// Something is there before, and goes: data of another history, but not what was cut off a log.
  private void prepareStandby() throws IOException {
    try (TestNode standby = start("standby")) {
      Workload other = new Workload(new SplittableRandom(1), 90, 100);
      run(standby, other, new KeyspaceModel(DATABASES), 300);
      standby.storage().checkpointNow(TestNode.TIMEOUT_MS);
    }
    Files.write(directory.resolve("standby/wal/diverged-7.wal"), new byte[] {1});
  }

  private void checkFresh(Storage installed, ImageManifest manifest) {
    assertThat(installed.imageOutcome()).isEqualTo(ImageOutcome.INSTALLED);
    assertThat(installed.log().appendedSequence()).isEqualTo(manifest.redoSequence());
    assertThat(installed.log().epochs().epochOf(manifest.redoSequence()))
        .isEqualTo(manifest.redoEpoch());
    if (manifest.endSequence() > manifest.redoSequence()) {
      assertThat(installed.consistentFromSequence()).isEqualTo(manifest.endSequence());
    }
    assertThat(directory.resolve("standby/wal/diverged-7.wal")).exists();
    assertThat(directory.resolve("standby/incoming")).doesNotExist();
    assertThat(directory.resolve("standby/checkpoint.old")).doesNotExist();
    try (Stream<Path> files = list(directory.resolve("standby/checkpoint"))) {
      assertThat(files.map(Path::getFileName).map(String::valueOf))
          .noneMatch(name -> name.startsWith(ImageMark.PREFIX));
    }
  }

  private static Stream<Path> list(Path path) {
    try {
      return Files.list(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// More than two segments of the log, each with a checkpoint behind it.
  private void fillSegments(TestNode primary, Workload workload) throws IOException {
    long end = primary.storage().log().appendedSequence() + 3L * OPTIONS.log().segmentBytes();
    while (primary.storage().log().appendedSequence() < end) {
      work(primary, workload, 100);
      primary.storage().checkpointNow(TestNode.TIMEOUT_MS);
    }
  }

  /// What comes between two chunks.
  private interface Meanwhile {
    void run() throws IOException;
  }

  private static void send(ImageSource source, ImageSink sink, Meanwhile meanwhile)
      throws IOException {
    int chunks = 0;
    while (sink.position().file() < source.manifest().files().size()) {
      sendOne(source, sink);
      if (chunks++ % 8 == 0) {
        meanwhile.run();
      }
    }
  }

  private static void sendOne(ImageSource source, ImageSink sink) throws IOException {
    ImagePosition next = sink.position();
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK_BYTES);
    source.read(next.file(), next.offset(), bytes);
    bytes.flip();
    int crc = ImageChunk.crc32c(source.manifest().id(), next.file(), next.offset(), bytes);
    sink.receive(next.file(), next.offset(), bytes, crc);
  }

  /// The frames of the primary go into the standby's log up to `limitSequence`.
  private static void feed(Storage primary, Storage standby, long limitSequence)
      throws IOException {
    primary.log().flush();
    long from = standby.log().appendedSequence();
    try (LogReader reader = primary.log().reader(from, 1 << 12);
        LogReceiver receiver = standby.log().receiver()) {
      int bytes = reader.read(limitSequence);
      while (bytes > 0) {
        for (int at = 0; at < bytes; ) {
          long frame = reader.address() + at;
          if (FrameDescriptor.epoch(frame) > standby.log().lastEpoch()) {
            receiver.beginEpoch(FrameDescriptor.epoch(frame));
          }
          receiver.append(frame, FrameDescriptor.length(frame));
          at += FrameDescriptor.length(frame);
        }
        standby.log().flush();
        bytes = reader.read(limitSequence);
      }
    }
  }

  private static ImageSource image(TestNode node, long seed) throws IOException {
    return ImageSource.make(node.storage(), new SplittableRandom(seed), Long.MAX_VALUE);
  }

  private TestNode start(String name) throws IOException {
    TestNode node = TestNode.start(directory.resolve(name), OPTIONS);
    node.storage().keyspace().limits(Workload.SMALL);
    return node;
  }

  private Storage open(String name) throws IOException {
    return Storage.open(
        directory.resolve(name),
        OPTIONS,
        new SystemStorageClock(),
        new SplittableRandom(3),
        new StorageListener() {});
  }

  private void work(TestNode node, Workload workload, int steps) throws IOException {
    run(node, workload, model, steps);
  }

  private static void run(TestNode node, Workload workload, KeyspaceModel model, int steps)
      throws IOException {
    Storage storage = node.storage();
    try (KeyspaceTxn txn = storage.transaction()) {
      for (int i = 0; i < steps; i++) {
        while (!storage.log().hasRoom(1 << 14)) {
          storage.log().endBatch();
        }
        workload.step(txn, model, storage.coldReader()::loadNow, node.nowMs());
        storage.log().endBatch();
        storage.committed();
      }
    }
  }

  private void check(Storage storage) throws IOException {
    try (KeyspaceTxn txn = storage.keyspace().replay()) {
      long nowMs = new SystemStorageClock().wallMs();
      new KeyspaceCheck(txn, storage.coldReader()::loadNow).equal(model, nowMs);
    }
  }

  private long images() throws IOException {
    try (Stream<Path> found = Files.list(directory.resolve("primary"))) {
      return found.filter(path -> path.getFileName().toString().startsWith("image-")).count();
    }
  }
}
