package io.trivet.server.replication;

/// Bytes that are no message of the link, or not one that may come now. The connection is closed.
final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedMessageException(String message) {
    super(message);
  }
}
