package io.trivet.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What the data takes on disk and what is left there, asked of the file system.
record DataFiles(Path directory) {

  private static final String LOG = "wal";

  /// Free space that this process may use, or NaN where it cannot be told.
  double freeBytes() {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException unknown) {
      return Double.NaN;
    }
  }

  /// Size of the log's files, those prepared for it included, or NaN where it cannot be told.
  double logBytes() {
    try (Stream<Path> files = Files.list(directory.resolve(LOG))) {
      return files.mapToLong(DataFiles::size).sum();
    } catch (IOException unknown) {
      return Double.NaN;
    }
  }

  /// The size of a file that may be gone by now.
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }
}
