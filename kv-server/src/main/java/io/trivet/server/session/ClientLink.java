package io.trivet.server.session;

import java.util.concurrent.ScheduledExecutorService;

/// The connection of a session, as far as the session needs it.
///
/// Threads: addresses, loop and descriptor from any; the rest on the loop.
public interface ClientLink {

  /// The event loop that owns the connection.
  ScheduledExecutorService loop();

  /// Where the client connects from, `IP:PORT`.
  String address();

  /// Where the client connects from, without the port.
  String host();

  /// Where the client connects to, `IP:PORT`.
  String localAddress();

  /// Whether the client runs on this machine.
  boolean isLocal();

  /// The number of the socket in this process, -1 if not known.
  int descriptor();

  /// Something was put into the outbox by other means than a request: has it sent.
  void touch();

  /// Whether a request is being executed elsewhere, or waits.
  boolean isParked();

  /// Closes without another word.
  void abort();

  /// Bytes handed to the socket that it has not taken.
  long unsentBytes();

  /// Bytes received and not yet executed.
  int inputBytes();

  /// Free bytes of the buffer that holds them.
  int inputRoomBytes();
}
