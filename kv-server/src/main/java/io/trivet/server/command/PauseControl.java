package io.trivet.server.command;

/// Holds back the commands of all clients for some time.
///
/// Threads: any.
public interface PauseControl {

  /// What is held back.
  enum Scope {
    /// Commands that write or publish.
    WRITE,
    /// All commands.
    ALL
  }

  /// Pauses until a moment of the wall clock. A pause that is on is only ever made longer or
  /// stricter by this.
  void pause(Scope scope, long untilMs);

  /// Ends the pause.
  void unpause();

  /// Whether writes are held back now, so that keys must not expire either.
  boolean holdsWrites();
}
