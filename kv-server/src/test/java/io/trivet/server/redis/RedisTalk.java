package io.trivet.server.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A conversation with a server, all text being ISO-8859-1.
public final class RedisTalk implements AutoCloseable {
  private static final String NOTHING = "(nil)";

  private final Socket socket;
  private final InputStream in;

  /// A conversation over a connected socket.
  public RedisTalk(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /// Sends a request and gives the reply on one line: `(nil)` for nothing, arrays in brackets.
  public String ask(String... words) throws IOException {
    request(words);
    return oneLine(tree());
  }

  private void request(String... words) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(bytes("*" + words.length + "\r\n"));
    for (String word : words) {
      request.writeBytes(bytes("$" + word.length() + "\r\n" + word + "\r\n"));
    }
    send(request.toByteArray());
  }

  /// Sends bytes as they are.
  public void send(byte[] raw) throws IOException {
    socket.getOutputStream().write(raw);
  }

  /// All bytes that come until the server closes or is silent for a while.
  public String rest(int silenceMs) throws IOException {
    socket.setSoTimeout(silenceMs);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        all.write(octet);
      }
      return all.toString(StandardCharsets.ISO_8859_1) + "<closed>";
    } catch (SocketTimeoutException silent) {
      return all.toString(StandardCharsets.ISO_8859_1);
    } catch (SocketException reset) {
      return all.toString(StandardCharsets.ISO_8859_1) + "<closed>";
    }
  }

  /// Sends a request and gives the reply as it is nested: texts, and lists of such.
  public Object askTree(String... words) throws IOException {
    request(words);
    return tree();
  }

  private static String oneLine(Object tree) {
    return tree instanceof List<?> list
        ? list.stream().map(RedisTalk::oneLine).collect(Collectors.joining(", ", "[", "]"))
        : tree.toString();
  }

  private Object tree() throws IOException {
    String line = line();
    String text = line.substring(1);
    return switch (line.charAt(0)) {
      case '$' -> bulk(Integer.parseInt(text));
      case '*' -> array(Integer.parseInt(text));
      default -> text;
    };
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return NOTHING;
    }
    String text = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    line();
    return text;
  }

  private Object array(int count) throws IOException {
    if (count < 0) {
      return NOTHING;
    }
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(tree());
    }
    return all;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("the server closed after: " + line);
      }
      line.append((char) octet);
    }
    line.setLength(line.length() - 1);
    return line.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
