package io.trivet.storage.image;

import io.trivet.storage.checkpoint.ImageMark;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.DiskFile;
import io.trivet.storage.disk.DiskFullException;
import io.trivet.storage.disk.RealDisk;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.MetadataFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Takes in another node's image, beside the data that this node has; the next start of the storage
/// after [#complete] puts the image in the place of those.
///
/// ```
///  incoming/image.manifest   what comes; written first
///  incoming/image.progress   up to where everything is synced: index of the file, offset in it
///  incoming/NAME             the files of the store
///  incoming/image.complete   everything is there (ImageMark); written last
/// ```
///
/// Chunks come in order, each behind the one before. After a crash or a lost connection another
/// sink for the same image takes up at a [#position] where all that lies before is durable; for
/// another image it starts over (H33).
///
/// Threads: one at a time. It writes and syncs, so not on an event loop.
public final class ImageSink implements AutoCloseable {

  /// So many bytes at most are sent again after a crash.
  static final long SYNC_BYTES = 32 << 20;

  static final String MANIFEST = ImageMark.PREFIX + "manifest";
  static final String PROGRESS = ImageMark.PREFIX + "progress";

  /// Persistent: never change, never reuse. The progress is an index (4) and an offset (8),
  /// little-endian.
  private static final int MANIFEST_KIND = 13;

  private static final int PROGRESS_KIND = 14;

  private final Disk incoming;
  private final ImageManifest manifest;
  private final MetadataFile progress;
  private final long syncBytes;
  private ImagePosition position = ImagePosition.START;
  private long unsyncedBytes;
  private boolean isComplete;
  private boolean isBroken;
  private @Nullable DiskFile file;

  private ImageSink(Disk incoming, ImageManifest manifest, long syncBytes) {
    this.incoming = incoming;
    this.manifest = manifest;
    this.progress = new MetadataFile(incoming, PROGRESS, PROGRESS_KIND);
    this.syncBytes = syncBytes;
  }

  /// Takes up the image that is offered, or begins with it. What there is of another one is
  /// deleted, be it complete.
  ///
  /// @throws DiskFullException if there is no space for the rest
  public static ImageSink open(Storage storage, ImageManifest offered) throws IOException {
    return open(RealDisk.at(storage.incomingDirectory()), offered, SYNC_BYTES);
  }

  static ImageSink open(Disk incoming, ImageManifest offered, long syncBytes) throws IOException {
    ImageSink sink = new ImageSink(incoming, offered, syncBytes);
    if (!sink.takeUp()) {
      sink.startOver();
    }
    long missingBytes = offered.totalBytes() - offered.bytesBefore(sink.position);
    if (missingBytes > incoming.usableBytes()) {
      throw new DiskFullException(
          "no space for the %d bytes that are missing of an image".formatted(missingBytes));
    }
    if (!sink.isComplete) {
      sink.finishFiles(); // those that are empty
    }
    return sink;
  }

  /// The image that has been begun, or has come as a whole, and can be gone on with if the other
  /// node still has it; null if there is none.
  public static @Nullable ImageManifest begun(Storage storage) throws IOException {
    return begun(RealDisk.at(storage.incomingDirectory()));
  }

  static @Nullable ImageManifest begun(Disk incoming) throws IOException {
    try {
      ByteBuffer stored = new MetadataFile(incoming, MANIFEST, MANIFEST_KIND).read();
      return stored == null ? null : ImageManifest.decode(stored);
    } catch (CorruptFrameException | CorruptImageException e) {
      return null; // of no use: another one starts over
    }
  }

  public ImageManifest manifest() {
    return manifest;
  }

  /// Where the next chunk must begin: in a file that has bytes, or behind the last file.
  public ImagePosition position() {
    return position;
  }

  /// True if everything is there and marked.
  public boolean isComplete() {
    return isComplete;
  }

  /// Takes the next chunk. It is durable after some more, or after [#complete].
  ///
  /// @param file its index in the manifest
  /// @param offset of its first byte in the file
  /// @param bytes at least one; the caller's again on return
  /// @param crc as [ImageChunk#crc32c] has it
  /// @throws CorruptImageException if it is not the next one, or not what was sent; nothing of it
  ///   was taken, and it may come again
  /// @throws IOException if the disk fails: this sink takes nothing any more, another one may
  public void receive(int file, long offset, ByteBuffer bytes, int crc) throws IOException {
    requireWorking();
    check(file, offset, bytes, crc);
    isBroken = true;
    int length = bytes.remaining();
    openFile().writeFully(bytes.duplicate(), offset);
    position = new ImagePosition(file, offset + length);
    unsyncedBytes += length;
    finishFiles();
    if (unsyncedBytes >= syncBytes) {
      saveProgress();
    }
    isBroken = false;
  }

  /// Makes everything durable and marks it as whole: from now on the next start of the storage
  /// takes the image. A second call does nothing.
  ///
  /// @throws CorruptImageException if something is missing, or a file has another length
  public void complete() throws IOException {
    if (isComplete) {
      return;
    }
    requireWorking();
    isBroken = true;
    if (position.file() < manifest.files().size()) {
      isBroken = false;
      throw new CorruptImageException("an image that ends at " + position);
    }
    for (ImageFile each : manifest.files()) {
      requireLength(each);
    }
    incoming.syncDirectory();
    mark().write(incoming);
    isComplete = true;
    isBroken = false;
  }

  /// Lets go of the files; what is durable is there for the next sink.
  @Override
  public void close() throws IOException {
    closeFile();
  }

  private void check(int index, long offset, ByteBuffer bytes, int crc)
      throws CorruptImageException {
    if (index != position.file() || offset != position.offset()) {
      throw new CorruptImageException(
          "a chunk at file %d, offset %d, and %s is next".formatted(index, offset, position));
    }
    if (index >= manifest.files().size()
        || !bytes.hasRemaining()
        || bytes.remaining() > manifest.files().get(index).bytes() - offset) {
      throw new CorruptImageException(
          "a chunk of %d bytes at %s".formatted(bytes.remaining(), position));
    }
    if (ImageChunk.crc32c(manifest.id(), index, offset, bytes) != crc) {
      throw new CorruptImageException("a chunk with another checksum at " + position);
    }
  }

  /// Goes on behind every file that is whole.
  private void finishFiles() throws IOException {
    while (position.file() < manifest.files().size()
        && position.offset() == manifest.files().get(position.file()).bytes()) {
      openFile().sync(false);
      closeFile();
      position = new ImagePosition(position.file() + 1, 0);
    }
  }

  private void saveProgress() throws IOException {
    DiskFile open = file;
    if (open != null) {
      open.sync(false);
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    progress.replace(bytes.putInt(position.file()).putLong(position.offset()).flip());
    unsyncedBytes = 0;
  }

  private DiskFile openFile() throws IOException {
    DiskFile open = file;
    if (open == null) {
      String name = manifest.files().get(position.file()).name();
      open = incoming.list().contains(name) ? incoming.open(name) : incoming.create(name);
      file = open;
    }
    return open;
  }

  private void closeFile() throws IOException {
    DiskFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }

  /// True if what is there is of this image, and usable.
  private boolean takeUp() throws IOException {
    try {
      if (!manifest.equals(begun(incoming))) {
        return false;
      }
      isComplete = mark().equals(ImageMark.read(incoming));
      incoming.syncDirectory(); // whoever wrote the mark may have died before
      position = isComplete ? end() : readProgress();
      return hasAllBefore(position);
    } catch (CorruptFrameException e) {
      return false; // of no use: all of it comes again
    }
  }

  private ImagePosition readProgress() throws IOException {
    ByteBuffer bytes = progress.read();
    return bytes == null ? ImagePosition.START : new ImagePosition(bytes.getInt(), bytes.getLong());
  }

  /// Whether the files reach to a place; what is behind it goes.
  private boolean hasAllBefore(ImagePosition place) throws IOException {
    int index = 0;
    for (ImageFile each : manifest.files()) {
      boolean isThere = incoming.list().contains(each.name());
      long wanted = index < place.file() ? each.bytes() : index > place.file() ? 0 : place.offset();
      if (isThere) {
        try (DiskFile found = incoming.open(each.name())) {
          if (found.size() < wanted) {
            return false;
          }
          found.truncate(wanted);
        }
      } else if (index < place.file() || wanted > 0) {
        return false;
      }
      index++;
    }
    return place.file() <= index;
  }

  private void startOver() throws IOException {
    isComplete = false;
    position = ImagePosition.START;
    ImageMark.delete(incoming); // first: a mark without its files must never be seen
    manifestFile().delete();
    incoming.syncDirectory();
    for (String name : incoming.list()) {
      incoming.delete(name);
    }
    incoming.syncDirectory(); // or the new manifest may stand over the old progress
    manifestFile().replace(manifest.encode());
  }

  private void requireLength(ImageFile expected) throws IOException {
    try (DiskFile found = incoming.open(expected.name())) {
      if (found.size() != expected.bytes()) {
        throw new CorruptImageException(
            "%s has %d bytes, and should have %d"
                .formatted(expected.name(), found.size(), expected.bytes()));
      }
    }
  }

  private void requireWorking() throws IOException {
    if (isBroken || isComplete) {
      throw new IOException(isBroken ? "an earlier call failed" : "the image is complete");
    }
  }

  private ImagePosition end() {
    return new ImagePosition(manifest.files().size(), 0);
  }

  private MetadataFile manifestFile() {
    return new MetadataFile(incoming, MANIFEST, MANIFEST_KIND);
  }

  private ImageMark mark() {
    return new ImageMark(
        manifest.id(), manifest.redoSequence(), manifest.endSequence(), manifest.epochs());
  }
}
