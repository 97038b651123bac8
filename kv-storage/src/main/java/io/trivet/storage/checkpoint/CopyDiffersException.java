package io.trivet.storage.checkpoint;

import java.io.IOException;
import java.io.Serial;

/// This copy is not what the primary's was at the same place of the log, or cannot be read. Nothing
/// can be said about which keys are wrong, nor since when.
///
/// Thrown before anything behind that place is applied: what the copy shows must not be built upon.
public final class CopyDiffersException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  private final transient SlotDifference difference;

  CopyDiffersException(SlotDifference difference, String why) {
    super(
        "slot %d differs at sequence %d: %s"
            .formatted(difference.slot(), difference.sequence(), why));
    this.difference = difference;
  }

  /// What differs, and where.
  public SlotDifference difference() {
    return difference;
  }
}
