package io.trivet.server.command;

import io.trivet.storage.value.Bytes;

/// One client at one moment, as CLIENT LIST and CLIENT INFO show it.
///
/// @param address where it connects from, `IP:PORT`
/// @param localAddress where it connects to, `IP:PORT`
/// @param descriptor the number of its socket in this process, -1 if not known
/// @param ageSeconds since it connected
/// @param idleSeconds since its last command
/// @param flags letters that say what state it is in
/// @param subscriptions to channels
/// @param patterns subscriptions to patterns
/// @param shardSubscriptions to channels of shards
/// @param queued commands that wait for EXEC, -1 outside MULTI
/// @param memory bytes that it takes
/// @param lastCommand the name of the last command, empty if there was none
/// @param protocol 2 or 3
public record ClientFacts(
    long id,
    String address,
    String localAddress,
    int descriptor,
    Bytes name,
    long ageSeconds,
    long idleSeconds,
    String flags,
    ClientKind kind,
    int databaseIndex,
    int subscriptions,
    int patterns,
    int shardSubscriptions,
    int queued,
    Memory memory,
    String lastCommand,
    int protocol,
    Bytes libraryName,
    Bytes libraryVersion) {

  /// Bytes that a client takes.
  ///
  /// @param inputBytes received and not yet executed
  /// @param inputRoomBytes free in the same buffer
  /// @param queuedBytes of commands that wait for EXEC
  /// @param outputBytes answered and not yet sent
  public record Memory(long inputBytes, long inputRoomBytes, long queuedBytes, long outputBytes) {

    /// All of them.
    public long totalBytes() {
      return inputBytes + inputRoomBytes + queuedBytes + outputBytes;
    }
  }
}
