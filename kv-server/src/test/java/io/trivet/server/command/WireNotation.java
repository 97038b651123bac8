package io.trivet.server.command;

import io.trivet.storage.value.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Reads replies from the wire as one line of text each, in the notation of [ReplyNotation]; the
/// bytes themselves tell the version of the protocol.
final class WireNotation {
  private final InputStream in;

  WireNotation(InputStream in) {
    this.in = in;
  }

  /// The next reply.
  ///
  /// @throws EOFException if the connection has been closed
  String next() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '$' -> rest.equals("-1") ? "nil" : ReplyNotation.quoted(bytes(rest));
      case '=' -> verbatim(bytes(rest));
      case '*' -> rest.equals("-1") ? "nil*" : "[" + elements(rest, 1, " ") + "]";
      case '~' -> "~[" + elements(rest, 1, " ") + "]";
      case '>' -> ">[" + elements(rest, 1, " ") + "]";
      case '%' -> "{" + elements(rest, 2, ", ") + "}";
      case '_' -> "_";
      default -> line;
    };
  }

  private String elements(String count, int each, String separator) throws IOException {
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(count); i++) {
      StringBuilder element = new StringBuilder(next());
      for (int j = 1; j < each; j++) {
        element.append(' ').append(next());
      }
      elements.add(element.toString());
    }
    return String.join(separator, elements);
  }

  private static String verbatim(Bytes marked) {
    return "=" + marked.slice(0, 4) + ReplyNotation.quoted(marked.slice(4, marked.length()));
  }

  private Bytes bytes(String length) throws IOException {
    byte[] bytes = in.readNBytes(Integer.parseInt(length));
    line();
    return Bytes.of(bytes);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int octet = in.read();
    while (octet != '\r') {
      if (octet < 0) {
        throw new EOFException("closed after " + line);
      }
      line.append((char) octet);
      octet = in.read();
    }
    in.read();
    return line.toString();
  }
}
