package io.trivet.server.command;

import io.trivet.storage.value.Bytes;
import java.util.List;

/// The commands that took long lately: SLOWLOG.
///
/// Threads: any.
public interface SlowCommands {

  /// One of them.
  ///
  /// @param id grows from entry to entry and is never used again
  /// @param finishedAtMs on the wall clock
  /// @param words as received, long ones and long lists cut short, secrets left out
  /// @param address of the client
  /// @param clientName empty if it has none
  record SlowCommand(
      long id,
      long finishedAtMs,
      long durationUs,
      List<Bytes> words,
      String address,
      Bytes clientName) {}

  /// The newest ones, newest first.
  List<SlowCommand> newest(long count);

  /// How many are kept.
  int count();

  /// Forgets them.
  void reset();
}
