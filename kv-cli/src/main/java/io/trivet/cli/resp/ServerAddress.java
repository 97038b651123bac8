package io.trivet.cli.resp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a server listens.
///
/// @param host name or number, IPv6 without brackets
/// @param port from 1 to 65535
public record ServerAddress(String host, int port) {
  /// Redis's port.
  public static final int DEFAULT_PORT = 6379;

  private static final String DEFAULT_HOST = "127.0.0.1";

  /// A number alone is a port; a host with colons and without brackets has no port behind it.
  private static final Pattern FORM =
      Pattern.compile(
          "(?<port>\\d+)"
              + "|(?:\\[(?<bracketed>[^\\[\\]]+)]|(?<host>[^:\\[\\]]*))(?::(?<behind>\\d+))?"
              + "|(?<ipv6>[^\\[\\]]*:[^\\[\\]]*:[^\\[\\]]*)");

  /// Checks the range.
  public ServerAddress {
    if (host.isEmpty() || port < 1 || port > 65535) {
      throw new IllegalArgumentException("no address: " + host + ":" + port);
    }
  }

  /// Reads `HOST:PORT`, `HOST`, `PORT`, `:PORT`, `[IPV6]:PORT` or `IPV6`; what is missing is
  /// 127.0.0.1 and 6379.
  ///
  /// @throws IllegalArgumentException if the text is none of these
  public static ServerAddress parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches() || text.isBlank()) {
      throw new IllegalArgumentException("an address reads HOST:PORT, not '" + text + "'");
    }
    String host = first(matcher, "host", "bracketed", "ipv6");
    String port = first(matcher, "port", "behind");
    return new ServerAddress(
        host.isEmpty() ? DEFAULT_HOST : host, port.isEmpty() ? DEFAULT_PORT : port(port));
  }

  /// The text that [#parse] reads.
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /// The text of the first of these groups that took part in the match, or nothing.
  private static String first(Matcher matcher, String... groups) {
    for (String group : groups) {
      String text = matcher.group(group);
      if (text != null) {
        return text;
      }
    }
    return "";
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("no port: '" + text + "'");
    }
  }
}
