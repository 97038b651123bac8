package io.trivet.server.command;

/// Numbers about connections and commands.
///
/// Threads: any; the numbers are those of about now.
public interface TrafficFacts {
  /// Connections accepted since the last reset.
  long connectionsAccepted();

  /// Connections closed at once, for maxclients or for protected-mode, since the last reset.
  long connectionsRefused();

  /// Commands executed since the last reset.
  long commandsExecuted();

  /// Commands a second, over the last seconds.
  long commandsPerSecond();

  /// Bytes received since the last reset.
  long receivedBytes();

  /// Bytes sent since the last reset.
  long sentBytes();

  /// Bytes received a second, over the last seconds.
  double receivedBytesPerSecond();

  /// Bytes sent a second, over the last seconds.
  double sentBytesPerSecond();

  /// Clients closed because they did not take their replies, since the last reset.
  long closedForOutput();

  /// Clients closed because a request or transaction grew too large, since the last reset.
  long closedForInput();

  /// Clients closed because all together took too much memory, since the last reset.
  long evictedClients();
}
