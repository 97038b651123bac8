package io.trivet.storage.image;

import io.trivet.storage.log.EpochTable;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What an image is.
///
/// ```
///  offset  bytes  field
///       0      4  format: 1
///       4      8  id
///      12      8  redo sequence: the log goes on behind it
///      20      4  epoch of the frame that ends there; 0: unknown, or no frame
///      24      8  end sequence: no row shows a frame above it
///      32      4  n, the number of epochs
///       .   12 n  of each: epoch (4), start sequence (8)
///       .      4  m, the number of files
///       .      .  of each: length of the name (2), the name in ASCII, bytes (8)
/// ```
///
/// Persistent and on the wire, little-endian: never change, never reuse a format. A reader refuses
/// another format, and bytes behind the end.
///
/// @param id drawn for each image
/// @param redoSequence every frame up to it is in the image
/// @param redoEpoch of the frame that ends there
/// @param endSequence what the log must reach before anything is served, or the node may stand
///   (I14)
/// @param epochs of the log that it was made from
/// @param files in the order in which they travel
public record ImageManifest(
    long id,
    long redoSequence,
    int redoEpoch,
    long endSequence,
    EpochTable epochs,
    List<ImageFile> files) {

  /// What an encoded manifest may take at most.
  public static final int MAX_BYTES = 1 << 20;

  private static final int FORMAT = 1;
  private static final int FIXED_BYTES = 40;
  private static final int EPOCH_BYTES = Integer.BYTES + Long.BYTES;
  private static final int FILE_BYTES = Short.BYTES + Long.BYTES;

  /// @throws IllegalArgumentException if two files have one name, or the end lies before the redo
  ///   sequence
  public ImageManifest {
    files = List.copyOf(files);
    Set<String> names = new HashSet<>();
    files.forEach(file -> names.add(file.name()));
    if (names.size() < files.size() || redoSequence < 0 || endSequence < redoSequence) {
      throw new IllegalArgumentException("an image that cannot be: " + redoSequence + ", " + files);
    }
  }

  /// The length of all files together.
  public long totalBytes() {
    return files.stream().mapToLong(ImageFile::bytes).sum();
  }

  /// The bytes that lie before a place.
  public long bytesBefore(ImagePosition position) {
    long before = files.stream().limit(position.file()).mapToLong(ImageFile::bytes).sum();
    return before + position.offset();
  }

  /// The manifest as it travels, little-endian, from its start to its end.
  ///
  /// @throws CorruptImageException if it would be longer than [#MAX_BYTES]
  public ByteBuffer encode() throws CorruptImageException {
    List<EpochTable.Entry> entries = epochs.entries();
    long bytes = FIXED_BYTES + (long) entries.size() * EPOCH_BYTES;
    for (ImageFile file : files) {
      bytes += FILE_BYTES + file.name().length();
    }
    if (bytes > MAX_BYTES) {
      throw new CorruptImageException("a manifest of " + bytes + " bytes for " + files.size());
    }
    ByteBuffer target = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    target.putInt(FORMAT).putLong(id).putLong(redoSequence).putInt(redoEpoch).putLong(endSequence);
    target.putInt(entries.size());
    entries.forEach(entry -> target.putInt(entry.epoch()).putLong(entry.startSequence()));
    target.putInt(files.size());
    for (ImageFile file : files) {
      byte[] name = file.name().getBytes(StandardCharsets.US_ASCII);
      target.putShort((short) name.length).put(name).putLong(file.bytes());
    }
    return target.flip();
  }

  /// Reads what [#encode] wrote: all remaining bytes.
  ///
  /// @throws CorruptImageException if it did not
  public static ImageManifest decode(ByteBuffer encoded) throws CorruptImageException {
    try {
      ByteBuffer bytes = encoded.slice().order(ByteOrder.LITTLE_ENDIAN);
      int format = bytes.getInt();
      if (format != FORMAT) {
        throw new CorruptImageException("a manifest of format " + format);
      }
      long id = bytes.getLong();
      long redoSequence = bytes.getLong();
      int redoEpoch = bytes.getInt();
      long endSequence = bytes.getLong();
      EpochTable epochs = readEpochs(bytes);
      List<ImageFile> files = readFiles(bytes);
      if (bytes.hasRemaining()) {
        throw new CorruptImageException(bytes.remaining() + " bytes behind a manifest");
      }
      return new ImageManifest(id, redoSequence, redoEpoch, endSequence, epochs, files);
    } catch (BufferUnderflowException | IllegalArgumentException | IllegalStateException e) {
      throw new CorruptImageException("a manifest that is none: " + e);
    }
  }

  private static EpochTable readEpochs(ByteBuffer bytes) throws CorruptImageException {
    int count = count(bytes, EPOCH_BYTES);
    List<EpochTable.Entry> entries = new ArrayList<>(count);
    EpochTable.Entry last = new EpochTable.Entry(0, 0);
    for (int i = 0; i < count; i++) {
      EpochTable.Entry entry = new EpochTable.Entry(bytes.getInt(), bytes.getLong());
      if (entry.epoch() <= last.epoch() || entry.startSequence() < last.startSequence()) {
        throw new CorruptImageException("epoch " + entry + " behind " + last);
      }
      entries.add(entry);
      last = entry;
    }
    return new EpochTable(entries);
  }

  private static List<ImageFile> readFiles(ByteBuffer bytes) throws CorruptImageException {
    int count = count(bytes, FILE_BYTES);
    List<ImageFile> files = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] name = new byte[Math.clamp(bytes.getShort(), 0, ImageFile.MAX_NAME_BYTES)];
      bytes.get(name);
      files.add(new ImageFile(new String(name, StandardCharsets.US_ASCII), bytes.getLong()));
    }
    return files;
  }

  /// A number of things of at least so many bytes, all of which are still to come.
  private static int count(ByteBuffer bytes, int eachBytes) throws CorruptImageException {
    int count = bytes.getInt();
    if (count < 0 || count > bytes.remaining() / eachBytes) {
      throw new CorruptImageException("a manifest that counts to " + count);
    }
    return count;
  }
}
