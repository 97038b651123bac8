package io.trivet.raft;

/// Bytes that are no configuration and no proposal of a format known here.
public final class MalformedConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedConfigException(String message) {
    super(message);
  }
}
