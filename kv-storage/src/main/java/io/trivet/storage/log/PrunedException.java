package io.trivet.storage.log;

import java.io.IOException;
import java.io.Serial;

/// The log no longer goes back that far: whoever needs it must start from a checkpoint.
public final class PrunedException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  PrunedException(long sequence, long firstSequence) {
    super("sequence " + sequence + " is pruned: the log begins at " + firstSequence);
  }
}
