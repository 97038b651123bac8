package io.trivet.it.history;

/// Something in a history that no correct store does.
///
/// @param text what, with the values and times
public record Anomaly(Kind kind, String key, String text) {

  /// The kinds.
  public enum Kind {
    /// An acknowledged write is not there at the end.
    LOST,
    /// One write is there twice.
    DUPLICATE,
    /// Two reads do not agree on the order.
    FORKED,
    /// A read shows what nobody wrote.
    PHANTOM,
    /// A read shows what was refused.
    ABORTED,
    /// A read misses what was acknowledged before it began.
    STALE,
    /// A read shows less than one that ended before it began.
    SHRUNK,
    /// Writes stand in another order than that in which they were made.
    REORDERED,
    /// A reply tells another place than the one at which the write is.
    MISPLACED,
    /// Half of a transaction.
    TORN,
    /// Gone before its time.
    EARLY,
    /// There after its time.
    LATE,
    /// There after it was seen gone.
    REVIVED,
    /// No order of the requests explains the replies.
    NOT_LINEARIZABLE,
    /// Acknowledged writes to a key that was never read afterwards: the run says nothing about it.
    UNREAD
  }

  @Override
  public String toString() {
    return kind + " " + key + ": " + text;
  }
}
