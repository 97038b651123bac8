package io.trivet.raft;

/// How firmly a member holds what it acknowledges (I7).
///
/// It decides who may be appointed after a reboot ([GroupConfig#vouchesFor]), therefore it is part
/// of the configuration and not of each node's own settings.
public enum AckLevel {
  /// Handed to the operating system: survives the process, not the machine.
  WRITTEN,
  /// Synced to the disk: survives the machine.
  SYNCED
}
