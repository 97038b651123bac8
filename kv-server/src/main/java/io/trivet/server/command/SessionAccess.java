package io.trivet.server.command;

import io.trivet.server.pubsub.Publication;
import io.trivet.server.pubsub.Subscriptions;

/// What commands may see and change of the session that calls them.
public interface SessionAccess {
  /// The server that the session belongs to.
  ServerAccess server();

  /// The number of the client, which CLIENT ID tells.
  long id();

  /// Where the client connects from, without the port.
  String host();

  /// Whether the client runs on this machine.
  boolean isLocal();

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

  /// Whether the client reads from a standby although its answers may be old: READONLY.
  boolean isReadOnly();

  void readOnly(boolean isTrue);

  /// Whether MULTI has been given: commands are being queued, or those queued executed.
  boolean inTransaction();

  /// Queues commands from now on.
  void beginTransaction();

  /// Forgets queued commands and watched keys.
  void dropTransaction();

  /// Forgets watched keys.
  void unwatch();

  /// What the client told of itself and asked for.
  ClientTraits traits();

  /// The client as others see it.
  ClientFacts facts();

  /// What the client listens to.
  Subscriptions subscriptions();

  /// Sends a message on its way, behind the reply of the command that publishes it and not before
  /// all is committed that the client may know of.
  void publish(Publication publication);

  /// Shows the client all commands from now on: MONITOR.
  ///
  /// @return false if it has been so already
  boolean monitor();

  /// The highest sequence that an answer to this client depended on.
  long observedSequence();

  /// Makes the session as it was when the client connected, but for its number and its library.
  void reset();

  /// Closes the connection when the reply has been sent.
  void closeAfterReply();
}
