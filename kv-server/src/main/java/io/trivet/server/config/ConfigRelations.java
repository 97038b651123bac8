package io.trivet.server.config;

import java.util.List;

/// What must hold between options, checked when the server starts.
final class ConfigRelations {
  private ConfigRelations() {}

  /// Notes as a problem each relation that the values break.
  static void check(ConfigValues values, ConfigProblems problems) {
    int port = values.get(NetworkOptions.PORT);
    if (port == 0 || values.get(NetworkOptions.BIND).isEmpty()) {
      problems.add("port, bind", "there is no address to serve clients on");
    }
    if (port != 0 && port == values.get(ObservabilityOptions.METRICS_PORT)) {
      problems.add("port, metrics-port", "both are " + port + ": they must differ");
    }
  }

  /// What the operator should know although the server starts.
  static List<String> warnings(ConfigValues values) {
    boolean isOpen =
        values.get(NetworkOptions.BIND).stream().anyMatch(address -> !isLoopback(address));
    boolean isBare = values.get(SecurityOptions.REQUIREPASS).isEmpty();
    if (isOpen && isBare && !values.get(NetworkOptions.PROTECTED_MODE)) {
      return List.of(
          "clients from other machines need no password: set requirepass or protected-mode yes");
    }
    return List.of();
  }

  private static boolean isLoopback(String address) {
    String plain = address.startsWith("-") ? address.substring(1) : address;
    return plain.startsWith("127.") || plain.equals("::1") || plain.equals("localhost");
  }
}
