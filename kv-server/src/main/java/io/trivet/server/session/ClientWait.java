package io.trivet.server.session;

/// A wait of a client that somebody else may end: CLIENT UNBLOCK.
///
/// Threads: any.
@FunctionalInterface
public interface ClientWait {
  /// Ends the wait; false if it has been ended already, or cannot be.
  ///
  /// @param isError whether an error is answered, not what is said at the timeout
  boolean end(boolean isError);
}
