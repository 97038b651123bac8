package io.trivet.storage.frame;

import java.io.IOException;
import java.io.Serial;

/// Bytes that should be there are not, or are not what was written. Nothing was changed on disk.
///
/// The message says what is wrong, where, and what a person can do.
public final class CorruptFrameException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  private final String file;
  private final long offset;
  private final long sequence;

  /// @param file full path of the damaged file
  /// @param offset in the file
  /// @param sequence the position in the log, or -1 where there is none
  public CorruptFrameException(
      String file, long offset, long sequence, String whatIsWrong, String whatToDo) {
    super(
        "%s at offset %d%s: %s. %s"
            .formatted(
                file,
                offset,
                sequence < 0 ? "" : " (sequence " + sequence + ")",
                whatIsWrong,
                whatToDo));
    this.file = file;
    this.offset = offset;
    this.sequence = sequence;
  }

  public String file() {
    return file;
  }

  public long offset() {
    return offset;
  }

  public long sequence() {
    return sequence;
  }
}
