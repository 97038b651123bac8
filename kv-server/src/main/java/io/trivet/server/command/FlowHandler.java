package io.trivet.server.command;

/// Commands that are part of the way of a request itself: the dispatcher knows them.
public enum FlowHandler implements CommandHandler {
  /// Executes what MULTI has queued.
  EXEC,
  /// Notes how keys are, for EXEC.
  WATCH
}
