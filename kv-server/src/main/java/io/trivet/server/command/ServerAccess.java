package io.trivet.server.command;

/// What commands may see of the server.
public interface ServerAccess {
  /// All commands.
  CommandTable commands();
}
