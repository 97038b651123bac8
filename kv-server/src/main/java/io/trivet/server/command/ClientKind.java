package io.trivet.server.command;

/// The classes of clients, which filters of CLIENT LIST and CLIENT KILL name.
public enum ClientKind {
  NORMAL,
  /// The node that this one follows; there is none in this version.
  MASTER,
  /// A node that follows this one; there is none in this version.
  REPLICA,
  /// It listens to channels.
  PUBSUB
}
