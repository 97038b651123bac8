package io.trivet.storage.log;

import java.util.List;

/// What an operator wants to know of a start.
///
/// @param wasCleanStop the log had been closed, and ends where it ended then
/// @param frames handed to the visitor
/// @param endSequence where the log goes on
/// @param cutBytes how much was erased behind that, a torn tail; 0 if there was none
/// @param lostFiles names of the files that keep valid frames which were cut off
public record RecoveryReport(
    boolean wasCleanStop, long frames, long endSequence, long cutBytes, List<String> lostFiles) {

  public RecoveryReport {
    lostFiles = List.copyOf(lostFiles);
  }
}
