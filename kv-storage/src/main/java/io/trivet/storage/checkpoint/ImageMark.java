package io.trivet.storage.checkpoint;

import io.trivet.storage.disk.Disk;
import io.trivet.storage.frame.MetadataFile;
import io.trivet.storage.log.EpochTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says of a directory that it holds a whole image: every file of a copied checkpoint, durably. It
/// is written last, and from then on the next start puts the image in the place of the data (H33).
///
/// ```
///  0          8               16              24        28        32                40
///  +----------+---------------+---------------+---------+---------+-----------------+-----
///  | id       | redo sequence | end sequence  | entries | epoch   | start sequence  | ...
///  +----------+---------------+---------------+---------+---------+-----------------+-----
/// ```
///
/// Persistent, little-endian, inside a [MetadataFile] named `image.complete`.
///
/// @param id of the image
/// @param redoSequence where the log goes on
/// @param endSequence what the log must reach before anything is served (I14)
/// @param epochs of the log that the image was made from
public record ImageMark(long id, long redoSequence, long endSequence, EpochTable epochs) {

  /// Files of an image that are not the store's begin like this.
  public static final String PREFIX = "image.";

  private static final String NAME = PREFIX + "complete";

  /// Persistent: never change, never reuse.
  private static final int KIND = 12;

  private static final int FIXED_BYTES = 3 * Long.BYTES + Integer.BYTES;
  private static final int ENTRY_BYTES = Integer.BYTES + Long.BYTES;

  /// The mark in a directory; null if there is none.
  ///
  /// @throws io.trivet.storage.frame.CorruptFrameException if it is not what was written
  public static @Nullable ImageMark read(Disk directory) throws IOException {
    ByteBuffer bytes = file(directory).read();
    if (bytes == null) {
      return null;
    }
    long id = bytes.getLong();
    long redoSequence = bytes.getLong();
    long endSequence = bytes.getLong();
    int count = bytes.getInt();
    List<EpochTable.Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(new EpochTable.Entry(bytes.getInt(), bytes.getLong()));
    }
    return new ImageMark(id, redoSequence, endSequence, new EpochTable(entries));
  }

  /// Marks a directory, durably. Everything else in it must be durable before.
  public void write(Disk directory) throws IOException {
    List<EpochTable.Entry> entries = epochs.entries();
    ByteBuffer bytes =
        ByteBuffer.allocate(FIXED_BYTES + entries.size() * ENTRY_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(id).putLong(redoSequence).putLong(endSequence).putInt(entries.size());
    entries.forEach(entry -> bytes.putInt(entry.epoch()).putLong(entry.startSequence()));
    file(directory).replace(bytes.flip());
  }

  /// Takes the mark away, durably.
  public static void delete(Disk directory) throws IOException {
    file(directory).delete();
    directory.syncDirectory();
  }

  /// Takes everything away that is not the store's, durably, and the mark last.
  static void deleteAllOf(Disk directory) throws IOException {
    for (String name : directory.list()) {
      if (name.startsWith(PREFIX) && !name.equals(NAME)) {
        directory.delete(name);
      }
    }
    directory.syncDirectory();
    delete(directory);
  }

  private static MetadataFile file(Disk directory) {
    return new MetadataFile(directory, NAME, KIND);
  }
}
