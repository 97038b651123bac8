package io.trivet.storage.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A directory of the operating system's file system.
public final class RealDisk implements Disk {

  /// Holds the process id of the owner of the directory.
  static final String LOCK_NAME = "LOCK";

  private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

  private final Path directory;

  private RealDisk(Path directory) {
    this.directory = directory;
  }

  /// The directory at `path`, made durably if need be.
  public static RealDisk at(Path path) throws IOException {
    Path directory = path.toAbsolutePath().normalize();
    createDurably(directory);
    return new RealDisk(directory);
  }

  private static void createDurably(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent == null || Files.isDirectory(directory)) {
      return;
    }
    createDurably(parent);
    Files.createDirectories(directory);
    sync(parent);
  }

  @Override
  public DiskFile create(String name) throws IOException {
    return new RealDiskFile(name, FileChannel.open(path(name), CREATE_NEW, READ, WRITE));
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new RealDiskFile(name, FileChannel.open(path(name), READ, WRITE));
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> String.valueOf(path.getFileName()))
          .sorted()
          .toList();
    }
  }

  @Override
  public void rename(String source, String target) throws IOException {
    Files.move(path(source), path(target), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(path(name));
  }

  @Override
  public void syncDirectory() throws IOException {
    sync(directory);
  }

  @Override
  public long usableBytes() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  @Override
  public DirectoryLock lock() throws IOException {
    // The operating system drops a process's locks on a file when it closes any channel of that
    // file, so a second attempt of this process must not even open it.
    if (!LOCKED_HERE.add(directory)) {
      throw new DirectoryLockedException("directory " + directory + " is in use by this process");
    }
    FileChannel channel = null;
    boolean isLocked = false;
    try {
      channel = FileChannel.open(path(LOCK_NAME), CREATE, READ, WRITE);
      if (channel.tryLock() == null) {
        throw new DirectoryLockedException(heldBy(channel));
      }
      channel.truncate(0);
      channel.write(utf8(Long.toString(ProcessHandle.current().pid())), 0);
      isLocked = true;
      return new RealLock(directory, channel);
    } finally {
      if (!isLocked) {
        unlock(directory, channel);
      }
    }
  }

  @Override
  public String describe(String name) {
    return path(name).toString();
  }

  private String heldBy(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    String text = new String(pid.array(), 0, pid.position(), StandardCharsets.UTF_8);
    return "directory %s is in use by process %s (lock file %s)"
        .formatted(directory, text.isBlank() ? "unknown" : text, path(LOCK_NAME));
  }

  private static void unlock(Path directory, @Nullable FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      LOCKED_HERE.remove(directory);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private Path path(String name) {
    return directory.resolve(name);
  }

  private record RealLock(Path directory, FileChannel channel) implements DirectoryLock {
    @Override
    public void close() throws IOException {
      if (channel.isOpen()) {
        unlock(directory, channel);
      }
    }
  }
}
