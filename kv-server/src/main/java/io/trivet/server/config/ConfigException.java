package io.trivet.server.config;

import java.util.List;

/// The configuration cannot be used. The message names every problem on a line of its own, with its
/// place and its reason, and holds no values.
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  ConfigException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
