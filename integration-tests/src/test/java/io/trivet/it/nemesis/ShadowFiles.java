package io.trivet.it.nemesis;

import io.trivet.it.process.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What of a disk's files is durable, kept in a folder beside it by inode: `7` is the content of
/// file 7, `7.names` the names in folder 7, lines of `f|d inode name`.
///
/// The library between process and disk writes them at each sync. After a power cut a name that is
/// durable while its content is not stands for an empty file.
final class ShadowFiles {
  private static final String NAMES = ".names";

  private final Path root;
  private final Path folder;

  ShadowFiles(Path root, Path folder) {
    this.root = root;
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /// Takes all that is on the disk now.
  void take() {
    try {
      Files.createDirectories(folder);
      Folder.empty(folder);
      take(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes the disk what was taken or synced last.
  void putBack() {
    try {
      long inode = inode(root);
      Folder.empty(root);
      putBack(inode, root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        boolean isFolder = Files.isDirectory(file);
        names.add((isFolder ? "d " : "f ") + inode(file) + " " + file.getFileName());
        if (isFolder) {
          take(file);
        } else {
          Files.copy(file, folder.resolve(Long.toString(inode(file))));
        }
      }
    }
    Files.write(folder.resolve(inode(directory) + NAMES), names);
  }

  private void putBack(long inode, Path directory) throws IOException {
    Path names = folder.resolve(inode + NAMES);
    if (!Files.exists(names)) {
      return;
    }
    for (String line : Files.readAllLines(names)) {
      String[] words = line.split(" ", 3);
      Path file = directory.resolve(words[2]);
      Path content = folder.resolve(words[1]);
      if (words[0].equals("d")) {
        Files.createDirectory(file);
        putBack(Long.parseLong(words[1]), file);
      } else if (Files.exists(content)) {
        Files.copy(content, file);
      } else {
        Files.createFile(file);
      }
    }
  }

  private static long inode(Path file) throws IOException {
    return (long) Files.getAttribute(file, "unix:ino");
  }
}
