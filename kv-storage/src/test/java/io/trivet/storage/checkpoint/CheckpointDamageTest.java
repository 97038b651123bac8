package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.disk.DirectoryLockedException;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What cannot be read is said, with its place and a way out; it is never taken for missing (I35).
class CheckpointDamageTest {

  private static final int KEYS = 300;
  private static final int FLIPS = 40;
  private static final StorageOptions OPTIONS =
      StorageOptions.defaults()
          .withDatabases(2)
          .withLog(
              LogOptions.defaults()
                  .withRingBytes(1 << 16)
                  .withSegmentBytes(1 << 14)
                  .withRetainedBytes(0));

  @TempDir Path temporary;
  private Path whole;

  @BeforeEach
  void makeData() throws IOException {
    whole = temporary.resolve("whole");
    fill(whole);
  }

  @Test
  void aFlippedByteInADataFileIsNeverAMissingKey() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    int refused = 0;
    for (int i = 0; i < FLIPS; i++) {
      Path copy = copy(whole, "flip" + i);
      Path file = file(copy, ".sst");
      byte[] bytes = Files.readAllBytes(file);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
      refused += readAll(copy);
    }
    assertThat(refused).as("starts and reads that were refused").isPositive();
  }

  @Test
  void aFlippedByteInTheManifestIsRefusedOrHarmless() throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    int refused = 0;
    for (int i = 0; i < FLIPS; i++) {
      Path copy = copy(whole, "flip" + i);
      Path file = file(copy, "MANIFEST");
      byte[] bytes = Files.readAllBytes(file);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
      refused += readAll(copy);
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aFileThatIsGoneIsRefused() throws IOException {
    for (String name : List.of("CURRENT", "MANIFEST", ".sst")) {
      Path copy = copy(whole, "without" + name);
      Files.delete(file(copy, name));
      refusesAsDamaged(copy);
    }
  }

  @Test
  void aFileThatIsCutIsRefused() throws IOException {
    for (String name : List.of("CURRENT", "MANIFEST", ".sst")) {
      Path copy = copy(whole, "cut" + name);
      Path file = file(copy, name);
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      assertThat(readAll(copy)).as(name).isPositive();
    }
  }

  @Test
  void aStoreWithoutItsLogIsRefused() throws IOException {
    Path copy = copy(whole, "nolog");
    try (Stream<Path> segments = Files.list(copy.resolve("wal"))) {
      for (Path segment : segments.toList()) {
        Files.delete(segment);
      }
    }
    assertThatThrownBy(() -> open(copy, OPTIONS))
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageContaining("wal");
  }

  @Test
  void aStoreBesideTheLogOfAnotherNodeIsRefused() throws IOException {
    Path other = temporary.resolve("other");
    fill(other);
    fill(other);
    Path copy = copy(whole, "mixed");
    deleteAll(copy.resolve("checkpoint"));
    copyAll(other.resolve("checkpoint"), copy.resolve("checkpoint"));
    assertThatThrownBy(() -> open(copy, OPTIONS)).isInstanceOf(IOException.class);
  }

  @Test
  void aStoreOfANewerFormatIsRefused() throws IOException {
    StoreBatch batch = new StoreBatch();
    batch.put(CheckpointManifest.ROW, new byte[] {0, 0, 0, 99, 1, 2, 3});
    ModelStore store = new ModelStore(new SplittableRandom(1));
    store.create(batch);
    assertThatThrownBy(() -> CheckpointManifest.read(store))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("format 99")
        .hasMessageContaining("newer version");
  }

  @Test
  void fewerDatabasesThanTheDataHasAreRefused() {
    assertThatThrownBy(() -> open(whole, OPTIONS.withDatabases(1)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("set databases to 2 or more");
  }

  @Test
  void moreDatabasesStartEmpty() throws IOException {
    try (Storage storage = open(whole, OPTIONS.withDatabases(5))) {
      storage.beginEpoch(storage.nextEpoch());
      assertThat(storage.keyspace().size(0)).isEqualTo(KEYS);
      assertThat(storage.keyspace().size(4)).isZero();
    }
    try (Storage storage = open(whole, OPTIONS.withDatabases(5))) {
      assertThat(storage.keyspace().size(0)).isEqualTo(KEYS);
    }
  }

  @Test
  void aDirectoryInUseIsRefused() throws IOException {
    try (Storage storage = open(whole, OPTIONS)) {
      assertThat(storage.startReport().keys()).isEqualTo(KEYS);
      assertThatThrownBy(() -> open(whole, OPTIONS))
          .isInstanceOf(DirectoryLockedException.class)
          .hasMessageContaining(whole.toString());
    }
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    assertThatThrownBy(() -> open(file, OPTIONS))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aDirectoryThatOthersMayReadIsClosedToThem() throws IOException {
    Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rwxr-xr-x"));
    open(whole, OPTIONS).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(whole)))
        .isEqualTo("rwx------");
  }

  @Test
  void aStoreThatWasNotFinishedIsMadeAnew() throws IOException {
    Path fresh = temporary.resolve("fresh");
    Files.createDirectories(fresh.resolve("checkpoint.new"));
    Files.writeString(fresh.resolve("checkpoint.new").resolve("CURRENT"), "rubbish");
    try (Storage storage = open(fresh, OPTIONS)) {
      assertThat(storage.startReport().isFresh()).isTrue();
    }
    assertThat(fresh.resolve("checkpoint.new")).doesNotExist();
  }

  @Test
  void damagedRowsAreNamedByPlaceNotByKey() throws IOException {
    ModelStore store = new ModelStore(new SplittableRandom(1));
    StoreBatch first = new StoreBatch();
    first.put(CheckpointManifest.ROW, CheckpointManifest.fresh(1, 1).encode());
    store.create(first);
    Keyspace keyspace = new Keyspace(1, 1);
    Residence residence = new Residence(keyspace);
    Bytes key = Bytes.utf8("secret");
    int slot = Slot.of(key.array());
    byte[] row = new StoreKey().entry(0, slot, residence.order(key), key.array()).copy();
    for (byte[] value : List.of(new byte[0], new byte[16], new byte[17], wrongKind())) {
      store.damage(row, value);
      ColdKey cold = residence.coldKey(0, slot, key);
      assertThatThrownBy(() -> new StoredEntries(store, residence).load(List.of(cold), 0))
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining("space 0, slot " + slot)
          .hasMessageContaining(CorruptStoreException.WAY_OUT)
          .hasMessageNotContaining("secret");
    }
    keyspace.free();
  }

  private static byte[] wrongKind() {
    byte[] value = new byte[30];
    value[8] = 77;
    return value;
  }

  /// Opens and reads every key: each is right, or refused. Returns how much was refused.
  private int readAll(Path directory) throws IOException {
    int refused = 0;
    try (Storage storage = open(directory, OPTIONS)) {
      KeyspaceTxn reader = storage.keyspace().replay();
      try (reader) {
        KeyspaceCheck check = new KeyspaceCheck(reader, storage.coldReader()::loadNow);
        for (int i = 0; i < KEYS; i++) {
          try {
            KeyspaceModel.Held held = check.read(0, Workload.key(i), 0);
            assertThat(held).isEqualTo(new KeyspaceModel.Held(value(i), 0));
          } catch (CorruptStoreException e) {
            assertThat(e).hasMessageContaining(directory.toString());
            refused++;
          }
        }
      }
    } catch (CorruptStoreException e) {
      assertThat(e)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining(CorruptStoreException.WAY_OUT);
      refused++;
    }
    return refused;
  }

  private static void refusesAsDamaged(Path directory) {
    assertThatThrownBy(() -> open(directory, OPTIONS))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining(directory.resolve("checkpoint").toString())
        .hasMessageContaining(CorruptStoreException.WAY_OUT);
  }

  private static void fill(Path directory) throws IOException {
    try (TestNode node = TestNode.start(directory, OPTIONS)) {
      try (TestNode.Client client = node.client()) {
        for (int i = 0; i < KEYS; i++) {
          client.put(Workload.key(i), value(i));
        }
      }
      node.stop();
    }
  }

  private static Bytes value(int number) {
    byte[] value = new byte[100];
    new SplittableRandom(number).nextBytes(value);
    return Bytes.of(value);
  }

  private static Storage open(Path directory, StorageOptions options) throws IOException {
    return Storage.open(
        directory,
        options,
        new SystemStorageClock(),
        new SplittableRandom(directory.hashCode()),
        new StorageListener() {});
  }

  private Path copy(Path source, String name) throws IOException {
    Path copy = temporary.resolve(name);
    copyAll(source, copy);
    return copy;
  }

  private static void copyAll(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path to = target.resolve(source.relativize(file).toString());
        Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /// The largest file of the store whose name contains `part`.
  private static Path file(Path directory, String part) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("checkpoint"))) {
      return files
          .filter(file -> file.getFileName().toString().contains(part))
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .orElseThrow();
    }
  }
}
