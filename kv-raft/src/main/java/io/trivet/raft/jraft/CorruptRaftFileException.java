package io.trivet.raft.jraft;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/// A file of this member is not what was written, or is gone. Nothing was changed on disk.
///
/// A member that lost what it promised may vote twice (I6), so it does not start: it comes back
/// under a new identity once somebody has deleted the whole directory.
public final class CorruptRaftFileException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  /// @param offset in the file where the first wrong byte may be
  CorruptRaftFileException(Path file, long offset, String whatIsWrong) {
    super(
        "%s at offset %d: %s. If it is not to be had again as it was, delete the directory %s: the member then joins its group as a new one"
            .formatted(file, offset, whatIsWrong, file.toAbsolutePath().getParent()));
  }
}
