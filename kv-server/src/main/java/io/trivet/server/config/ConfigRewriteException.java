package io.trivet.server.config;

/// CONFIG REWRITE left the file as it was. The message is Redis's error text without its first word
/// `ERR`.
public final class ConfigRewriteException extends Exception {
  private static final long serialVersionUID = 1L;

  ConfigRewriteException(String message) {
    super(message, null, false, false);
  }
}
