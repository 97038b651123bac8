package io.trivet.storage.image;

import io.trivet.storage.checkpoint.CheckpointCopy;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.log.LogPin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An image of a running storage, made to be sent to another node.
///
/// It shares its files with the storage's own store and holds what a checkpoint holds: nothing that
/// is not committed and durable (I9). While it is open, the log stays from the redo sequence on, up
/// to a bound: beyond that the image is void, and the log may go (I36, H32). Keep it open until the
/// other node reads the log, and [#logSent] from then on; files that nobody reads any more cost
/// disk space too, as soon as the storage has replaced them.
///
/// Threads: [#isVoid] and [#logSent] by any, the rest by one at a time. Nothing here belongs on an
/// event loop.
public final class ImageSource implements AutoCloseable {

  private final Storage storage;
  private final Path directory;
  private final ImageManifest manifest;
  private final LogPin pin;
  private @Nullable FileChannel open;
  private int openFile;
  private volatile boolean isVoid;

  private ImageSource(Storage storage, Path directory, ImageManifest manifest, LogPin pin) {
    this.storage = storage;
    this.directory = directory;
    this.manifest = manifest;
    this.pin = pin;
  }

  /// Makes an image of what the checkpoint holds now. That waits for the step of the checkpointer
  /// that runs, and for the store to write what it has in memory; never for a commit.
  ///
  /// @param random draws the id
  /// @param maxPinnedBytes of log that it may keep from being pruned
  /// @throws IOException if the storage cannot be copied; nothing is left then
  public static ImageSource make(Storage storage, RandomGenerator random, long maxPinnedBytes)
      throws IOException {
    long id = random.nextLong();
    Path directory = storage.imageDirectory(id);
    boolean isMade = false;
    try {
      CheckpointCopy copy = storage.copyCheckpoint(directory, maxPinnedBytes);
      try {
        ImageManifest manifest =
            new ImageManifest(
                id,
                copy.redoSequence(),
                copy.redoEpoch(),
                copy.endSequence(),
                copy.epochs(),
                files(directory));
        isMade = true;
        return new ImageSource(storage, directory, manifest, copy.pin());
      } finally {
        if (!isMade) {
          copy.pin().close();
        }
      }
    } finally {
      if (!isMade) {
        delete(directory);
      }
    }
  }

  public ImageManifest manifest() {
    return manifest;
  }

  /// Reads into the remaining space, as much as the file has from `offset` on; returns the bytes
  /// read, 0 at the end of the file.
  ///
  /// @param file its index in the manifest
  /// @throws VoidImageException if the image is of no use any more
  public int read(int file, long offset, ByteBuffer into) throws IOException {
    if (isVoid()) {
      throw new VoidImageException("image %016x is void".formatted(manifest.id()));
    }
    long left = manifest.files().get(file).bytes() - offset;
    int limit = into.limit();
    int start = into.position();
    into.limit(start + Math.clamp(left, 0, into.remaining()));
    try {
      FileChannel channel = channel(file);
      while (into.hasRemaining()) {
        if (channel.read(into, offset + into.position() - start) < 0) {
          throw new IOException("%s is shorter than it was".formatted(path(file)));
        }
      }
    } finally {
      into.limit(limit);
    }
    return into.position() - start;
  }

  /// The other node has been sent the log up to `sequence`: what is below need not stay.
  public void logSent(long sequence) {
    pin.moveTo(sequence);
  }

  /// True if the image is of no use any more, because it kept too much of the log, or because the
  /// disk has no space to spare. It is to be closed then. That does not change any more.
  public boolean isVoid() {
    if (storage.diskReserve().isTouched()) {
      isVoid = true;
      pin.close();
    }
    return isVoid || pin.isExpired();
  }

  /// Lets the log go and deletes the files. A second call does nothing.
  @Override
  public void close() throws IOException {
    isVoid = true;
    pin.close();
    closeFile();
    delete(directory);
  }

  private FileChannel channel(int file) throws IOException {
    FileChannel channel = open;
    if (channel != null && openFile == file) {
      return channel;
    }
    closeFile();
    FileChannel opened = FileChannel.open(path(file), StandardOpenOption.READ);
    open = opened;
    openFile = file;
    return opened;
  }

  private void closeFile() throws IOException {
    FileChannel channel = open;
    open = null;
    if (channel != null) {
      channel.close();
    }
  }

  private Path path(int file) {
    return directory.resolve(manifest.files().get(file).name());
  }

  private static List<ImageFile> files(Path directory) throws IOException {
    List<ImageFile> files = new ArrayList<>();
    try (Stream<Path> found = Files.list(directory)) {
      for (Path file : found.sorted().toList()) {
        files.add(new ImageFile(String.valueOf(file.getFileName()), Files.size(file)));
      }
    }
    return files;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      for (Path file : found.toList()) {
        Files.delete(file);
      }
    } catch (NoSuchFileException e) {
      return; // it was never made, or is gone already
    }
    Files.delete(directory);
  }
}
