package io.trivet.server.config;

import org.jspecify.annotations.Nullable;

/// Where a port of a node is reached: `HOST:PORT`, an IPv6 address in brackets.
///
/// @param host name or address, without brackets
/// @param port from 1 to 65535
public record NodeAddress(String host, int port) {
  private static final NumberRange PORTS = new NumberRange(1, 65_535);

  /// Reads `HOST:PORT`; null if the text is none, or the host is one that only listeners have (`*`
  /// and the like).
  static @Nullable NodeAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      return null;
    }
    String host = host(text.substring(0, colon));
    Long port = ConfigNumber.integer(text.substring(colon + 1));
    if (host == null || port == null || port < PORTS.first() || port > PORTS.last()) {
      return null;
    }
    return new NodeAddress(host, port.intValue());
  }

  private static @Nullable String host(String text) {
    boolean isBracketed = text.startsWith("[") && text.endsWith("]");
    String host = isBracketed ? text.substring(1, text.length() - 1) : text;
    boolean isLegal =
        !host.isEmpty()
            && host.chars().allMatch(c -> isPlain(c) || (isBracketed && c == ':'))
            && !host.equals("0.0.0.0")
            && !host.equals("::");
    return isLegal ? host : null;
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_';
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
