package io.trivet.server.failover;

/// How far the log of this standby is committed, by the word of a primary.
///
/// A primary speaks of its own log. Its word counts here once the two have met: from then on this
/// node's log is a beginning of that primary's. Before it, or while an image comes in, the same
/// sequences may stand for frames that only this node has, and nothing of those is committed (I14).
///
/// Threads: met on the disk's thread, heard on the loop of the link, read on any.
final class CommitMark {

  private volatile int metEpoch;
  private volatile long committedSequence;
  private volatile long heardNs = Following.NEVER;

  /// The log here is a beginning of that of the primary of this epoch.
  void met(int epoch) {
    metEpoch = epoch;
  }

  /// The epoch of the primary whose frames are taken; 0 if none ever was.
  int metEpoch() {
    return metEpoch;
  }

  /// A primary spoke.
  ///
  /// @param epoch of that primary
  /// @param sequence up to which its log is committed
  void heard(int epoch, long sequence, long nowNs) {
    if (epoch == metEpoch) {
      committedSequence = sequence;
      heardNs = nowNs;
    }
  }

  /// Up to where the log that was met is committed; this node may have less of it.
  long committedSequence() {
    return committedSequence;
  }

  /// When a primary that was met spoke last, by the monotonic clock; [Following#NEVER] if none did.
  long heardNs() {
    return heardNs;
  }
}
