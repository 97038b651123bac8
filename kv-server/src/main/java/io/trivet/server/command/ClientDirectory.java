package io.trivet.server.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The clients that are connected.
///
/// Threads: any.
public interface ClientDirectory {
  /// All of them in the order of their numbers, as they are about now.
  List<ClientFacts> all();

  /// The client with a number, or null if there is none.
  @Nullable ClientFacts find(long id);

  /// How many there are.
  int count();

  /// How many of them wait in a blocking command.
  int blockedCount();

  /// Closes a client soon, without another word; nothing happens if it is gone.
  void close(long id);

  /// Ends the wait of a client in a blocking command.
  ///
  /// @param isError whether the command answers an error, not what it says at its timeout
  /// @return false if the client does not wait, or is gone
  boolean unblock(long id, boolean isError);
}
