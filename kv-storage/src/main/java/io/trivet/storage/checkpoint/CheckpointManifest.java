package io.trivet.storage.checkpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What a checkpoint is: from where the log is to be replayed over it, and which databases it has.
///
/// ```
///  offset  bytes  field
///       0      4  format: 1
///       4      8  seed of the key hash, drawn when the directory was made
///      12      8  redo sequence: every frame up to it is in the rows
///      20      4  epoch of the frame that ends at the redo sequence; 0: unknown, or no frame
///      24      4  newest epoch that this node had begun
///      28      4  n, the number of databases
///      32    4 n  the space of each
///       .      4  CRC-32C of all before
/// ```
///
/// Persistent, big-endian. A reader refuses another format. It lies in the row [StoreKey#MANIFEST],
/// written with the rows of the checkpoint before the flush that makes them durable.
///
/// @param spaces by the number of the database
public record CheckpointManifest(
    long hashSeed, long redoSequence, int redoEpoch, int lastEpoch, List<Integer> spaces) {

  static final byte[] ROW = {StoreKey.MANIFEST};

  private static final int FORMAT = 1;
  private static final int FIXED_BYTES = 32;

  public CheckpointManifest {
    spaces = List.copyOf(spaces);
  }

  /// The manifest of an empty directory.
  static CheckpointManifest fresh(long hashSeed, int databases) {
    List<Integer> spaces = new ArrayList<>();
    for (int database = 0; database < databases; database++) {
      spaces.add(database);
    }
    return new CheckpointManifest(hashSeed, 0, 0, 0, spaces);
  }

  byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(FIXED_BYTES + (spaces.size() + 1) * Integer.BYTES);
    bytes.putInt(FORMAT).putLong(hashSeed).putLong(redoSequence);
    bytes.putInt(redoEpoch).putInt(lastEpoch).putInt(spaces.size());
    spaces.forEach(bytes::putInt);
    bytes.putInt(sum(bytes.array(), bytes.position()));
    return bytes.array();
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws CorruptStoreException if the row is missing or was not written like that
  static CheckpointManifest read(CheckpointStore store) throws StoreException {
    byte[] row = store.get(ROW);
    if (row == null) {
      throw new CorruptStoreException(store.describe(), "the manifest row is missing", null);
    }
    if (row.length >= Integer.BYTES && ByteBuffer.wrap(row).getInt() > FORMAT) {
      throw new StoreException(
          "checkpoint in %s has format %d; this version reads up to %d: start a newer version"
              .formatted(store.describe(), ByteBuffer.wrap(row).getInt(), FORMAT),
          null);
    }
    CheckpointManifest manifest = decode(row);
    if (manifest == null) {
      throw new CorruptStoreException(
          store.describe(), "a manifest row of " + row.length + " bytes that is none", null);
    }
    return manifest;
  }

  private static @Nullable CheckpointManifest decode(byte[] row) {
    if (row.length < FIXED_BYTES + Integer.BYTES) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(row);
    int format = bytes.getInt();
    long hashSeed = bytes.getLong();
    long redoSequence = bytes.getLong();
    int redoEpoch = bytes.getInt();
    int lastEpoch = bytes.getInt();
    int databases = bytes.getInt();
    if (format != FORMAT || bytes.remaining() != (databases + 1L) * Integer.BYTES) {
      return null;
    }
    List<Integer> spaces = new ArrayList<>(databases);
    for (int database = 0; database < databases; database++) {
      spaces.add(bytes.getInt());
    }
    return sum(row, bytes.position()) == bytes.getInt()
        ? new CheckpointManifest(hashSeed, redoSequence, redoEpoch, lastEpoch, spaces)
        : null;
  }

  /// The checksum of the first `length` bytes.
  private static int sum(byte[] row, int length) {
    CRC32C crc = new CRC32C();
    crc.update(row, 0, length);
    return (int) crc.getValue();
  }
}
