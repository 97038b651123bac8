package io.trivet.server.config;

import java.util.ArrayList;
import java.util.List;

/// What must hold between options, checked when the server starts.
final class ConfigRelations {
  private ConfigRelations() {}

  /// Notes as a problem each relation that the values break.
  static void check(ConfigValues values, ConfigPlaces places, ConfigProblems problems) {
    int port = values.get(NetworkOptions.PORT);
    if (port == 0 || values.get(NetworkOptions.BIND).isEmpty()) {
      problems.add("port, bind", "there is no address to serve clients on");
    }
    if (port != 0 && port == values.get(ObservabilityOptions.METRICS_PORT)) {
      problems.add("port, metrics-port", "both are " + port + ": they must differ");
    }
    new GroupRelations(values, places, problems).check();
  }

  /// What the operator should know although the server starts.
  static List<String> warnings(ConfigValues values) {
    List<String> warnings = new ArrayList<>();
    boolean isOpen =
        values.get(NetworkOptions.BIND).stream().anyMatch(address -> !isLoopback(address));
    boolean isBare = values.get(SecurityOptions.REQUIREPASS).isEmpty();
    if (isOpen && isBare && !values.get(NetworkOptions.PROTECTED_MODE)) {
      warnings.add(
          "clients from other machines need no password: set requirepass or protected-mode yes");
    }
    for (GroupMember member : values.get(GroupOptions.GROUP_MEMBER)) {
      boolean isSelf = member.id().text().equals(values.get(GroupOptions.NODE_ID));
      if (isSelf && !isOpen && !isLoopback(member.client().host())) {
        warnings.add(
            "clients are told to come to "
                + member.client()
                + ", and bind lets in only this"
                + " machine: add that address to bind");
      }
    }
    return warnings;
  }

  private static boolean isLoopback(String address) {
    String plain = address.startsWith("-") ? address.substring(1) : address;
    return plain.startsWith("127.") || plain.equals("::1") || plain.equals("localhost");
  }
}
