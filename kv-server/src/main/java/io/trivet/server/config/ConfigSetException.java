package io.trivet.server.config;

/// CONFIG SET changed nothing. The message is Redis's error text without its first word `ERR`.
public final class ConfigSetException extends Exception {
  private static final long serialVersionUID = 1L;

  private ConfigSetException(String message) {
    super(message, null, false, false);
  }

  static ConfigSetException unknown(String name) {
    return new ConfigSetException(
        "Unknown option or number of arguments for CONFIG SET - '" + name + "'");
  }

  static ConfigSetException failed(String name, String reason) {
    return new ConfigSetException(
        "CONFIG SET failed (possibly related to argument '" + name + "') - " + reason);
  }
}
