package io.trivet.server.command;

/// What commands may see and change of the session that calls them.
public interface SessionAccess {
  /// The server that the session belongs to.
  ServerAccess server();

  /// The number of the client, which CLIENT ID tells.
  long id();

  /// 2 or 3.
  int protocol();

  /// Replies in this version of the protocol from now on.
  void useProtocol(int version);

  /// The database selected.
  int databaseIndex();

  /// Works in another database from now on.
  void select(int database);

  /// Whether the client has proved who it is, or need not.
  boolean isAuthenticated();

  void authenticated(boolean isTrue);

  /// Whether commands are being queued.
  boolean inTransaction();

  /// Queues commands from now on.
  void beginTransaction();

  /// Forgets queued commands and watched keys.
  void dropTransaction();

  /// Forgets watched keys.
  void unwatch();

  /// Closes the connection when the reply has been sent.
  void closeAfterReply();
}
