package io.trivet.storage.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A directory for a [RocksStore]. It is made under another name and renamed when its first rows
/// are durable, so that a directory of the right name was complete once: what it lacks, it lost.
///
/// Threads: one.
final class RocksHome implements StoreHome {

  private static final String UNFINISHED_SUFFIX = ".new";

  private final Path directory;
  private final RocksOptions options;

  RocksHome(Path directory, RocksOptions options) {
    this.directory = directory.toAbsolutePath();
    this.options = options;
  }

  @Override
  public boolean exists() {
    return Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void create(StoreBatch first) throws IOException {
    Path unfinished = directory.resolveSibling(directory.getFileName() + UNFINISHED_SUFFIX);
    DataDirectory.delete(unfinished);
    try (RocksStore store = RocksStore.open(unfinished, options, true)) {
      store.write(first);
      store.flush();
    }
    Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    Path parent = directory.resolveSibling("");
    try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public RocksStore open() throws StoreException {
    return RocksStore.open(directory, options, false);
  }
}
