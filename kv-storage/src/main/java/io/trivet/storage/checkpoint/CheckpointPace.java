package io.trivet.storage.checkpoint;

/// How much log may gather before the next checkpoint begins.
///
/// Less log means a shorter start. Where every frame changes another key, a checkpoint in the
/// middle costs nothing: what it writes the next one need not. Where the same keys change over and
/// over, it writes them twice. The last checkpoint tells which it is, by the bytes that it wrote
/// for those of the log that it covered.
///
/// Threads: the checkpoint's.
final class CheckpointPace {

  private static final int SHORTEST = 4;

  private double writtenShare = 1;

  /// A checkpoint that covered so much of the log is complete.
  void completed(long logBytes, long writtenBytes) {
    if (logBytes > 0) {
      writtenShare = Math.min(1, (double) writtenBytes / logBytes);
    }
  }

  /// Bytes of log at which the next is due: a quarter of `most` up to all of it.
  long dueBytes(long most) {
    return Math.max(most / SHORTEST, (long) (most * (1 - writtenShare)));
  }
}
