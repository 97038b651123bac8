package io.trivet.server.command;

/// What commands may see and change of the session that calls them.
public interface SessionAccess {
  /// The server that the session belongs to.
  ServerAccess server();

  /// 2 or 3.
  int protocol();

  /// The database selected.
  int databaseIndex();
}
