package io.trivet.storage.checkpoint;

import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/// The directory of a node's data, which one process has for itself.
///
/// ```
///  DIR/LOCK         held while the directory is in use
///  DIR/node.*       who the node is (not storage's business)
///  DIR/wal/         the log's segments and epoch table
///  DIR/checkpoint/  the store of the checkpoint
///  DIR/incoming/    what has come of an image of another node's data (ImageInstall)
///  DIR/image-*/     copies of the checkpoint for other nodes, of this process only
/// ```
///
/// Nobody but the owner may look into it: it holds all data in the clear.
///
/// Threads: one.
final class DataDirectory implements Folders, ImagePlace {

  private static final String IMAGE_PREFIX = "image-";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private final Disk.DirectoryLock lock;

  private DataDirectory(Path path, Disk.DirectoryLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Opens the directory at `path`, made if need be.
  ///
  /// @throws io.trivet.storage.disk.DirectoryLockedException if somebody else has it
  /// @throws StoreException if this process may not use it, or others may
  static DataDirectory open(Path path) throws IOException {
    Path full = path.toAbsolutePath().normalize();
    try {
      prepare(full);
      return new DataDirectory(full, RealDisk.at(full).lock());
    } catch (FileSystemException e) {
      throw new StoreException(
          "data directory %s cannot be used: %s. Give it to the user that runs the server"
              .formatted(full, e),
          e);
    }
  }

  Path wal() {
    return path.resolve(ImageInstall.WAL);
  }

  Path checkpoint() {
    return path.resolve(ImageInstall.CHECKPOINT);
  }

  @Override
  public Path incoming() {
    return path.resolve(ImageInstall.INCOMING);
  }

  @Override
  public Path image(long id) {
    return path.resolve(IMAGE_PREFIX + "%016x".formatted(id));
  }

  /// Deletes what a former process left of its copies.
  void deleteImages() throws IOException {
    try (Stream<Path> found = Files.list(path)) {
      for (Path each : found.toList()) {
        if (String.valueOf(each.getFileName()).startsWith(IMAGE_PREFIX)) {
          delete(each);
        }
      }
    }
  }

  @Override
  public boolean has(String name) {
    return Files.isDirectory(path.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void rename(String source, String target) throws IOException {
    Files.move(path.resolve(source), path.resolve(target), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    delete(path.resolve(name));
  }

  @Override
  public void sync() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Disk in(String name) throws IOException {
    return RealDisk.at(path.resolve(name));
  }

  /// Deletes a directory of files, or what is left of it.
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static void prepare(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path)) {
      throw new StoreException("data directory " + path + " is not a directory", null);
    }
    boolean isNew = !Files.exists(path);
    Files.createDirectories(path);
    if (!Files.getFileStore(path).supportsFileAttributeView("posix")) {
      return;
    }
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
    if (isNew || !OWNER_ONLY.containsAll(found)) {
      close(path, found);
    }
  }

  /// Takes others' rights away; only the owner of a directory can.
  private static void close(Path path, Set<PosixFilePermission> found) throws IOException {
    try {
      Files.setPosixFilePermissions(path, OWNER_ONLY);
    } catch (FileSystemException e) {
      throw new StoreException(
          "data directory %s is open to others (%s) and this process does not own it: chmod 700 it"
              .formatted(path, PosixFilePermissions.toString(found)),
          e);
    }
  }
}
