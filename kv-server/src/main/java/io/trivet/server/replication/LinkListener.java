package io.trivet.server.replication;

/// Hears of the primary that a standby follows.
///
/// Threads: the event loop of the link; must not block.
public interface LinkListener {

  /// The primary spoke in its epoch. While the copy does not follow yet, its mark tells how far the
  /// primary is all the same.
  void heard(int epoch, PrimaryMark mark);

  /// The connection was lost, or could not be made; the next is tried soon.
  void lost(int epoch, Loss loss);

  /// The copy follows, and lags by less than it takes at once; told once a connection.
  default void caughtUp(int epoch) {}

  /// Why there is no connection.
  enum Loss {
    /// Nobody listens at the primary's address.
    REFUSED,
    /// The other end closed the connection.
    RESET,
    /// Nothing came, or the address does not answer.
    SILENT,
    /// The other end is there and says that it is not the primary of that epoch.
    TURNED_AWAY,
    /// This end closed the connection, because of what came or because the copy could not take it:
    /// says nothing about the primary.
    CLOSED
  }
}
