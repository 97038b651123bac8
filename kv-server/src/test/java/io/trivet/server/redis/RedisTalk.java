package io.trivet.server.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// A conversation with a server, all text being ISO-8859-1.
public final class RedisTalk implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final ReplyReader reader;

  /// A conversation over a connected socket.
  public RedisTalk(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.reader = new ReplyReader(in);
  }

  /// Sends a request and gives the reply on one line: `(nil)` for nothing, arrays in brackets.
  public String ask(String... words) throws IOException {
    return ReplyReader.text(askTree(words));
  }

  /// Sends a request and gives the reply as it is nested: texts, and lists of such.
  public Object askTree(String... words) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(bytes("*" + words.length + "\r\n"));
    for (String word : words) {
      request.writeBytes(bytes("$" + word.length() + "\r\n" + word + "\r\n"));
    }
    send(request.toByteArray());
    return reader.tree();
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

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
