package io.trivet.it.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A connection to a server: requests as words, replies as they came.
///
/// Requests are held back until the first reply is read, so that several go out as one pipeline.
/// All words and texts are strings of octets: ISO-8859-1, one char for one byte.
///
/// Threads: one.
public final class Wire implements AutoCloseable {
  private static final int PATIENCE_MS = 30_000;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
  }

  /// Connects to a port of the loopback.
  ///
  /// @throws IOException if nothing listens there
  public static Wire connect(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return connect(address, PATIENCE_MS, PATIENCE_MS);
  }

  /// Connects to any address.
  ///
  /// @param connectMs how long the connection may take to come about
  /// @param patienceMs how long the server may be silent within a reply
  /// @throws IOException if nothing answers there in time
  public static Wire connect(InetSocketAddress address, int connectMs, int patienceMs)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(address, connectMs);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(patienceMs);
      return new Wire(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// Sends one request and returns its reply.
  ///
  /// @throws IOException if the connection ends or the server is silent for half a minute
  public WireReply call(String... words) throws IOException {
    send(List.of(words));
    return read();
  }

  /// Adds a request to the pipeline.
  public void send(List<String> words) throws IOException {
    line('*', words.size());
    for (String word : words) {
      line('$', word.length());
      out.write(word.getBytes(StandardCharsets.ISO_8859_1));
      out.write('\r');
      out.write('\n');
    }
  }

  /// Sends what is held back.
  public void flush() throws IOException {
    out.flush();
  }

  /// Reads the next reply, after sending what is held back.
  ///
  /// @throws IOException if the connection ends, or these are no bytes of the protocol
  public WireReply read() throws IOException {
    out.flush();
    return reply();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void line(char type, int number) throws IOException {
    out.write((type + Integer.toString(number) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  private WireReply reply() throws IOException {
    char type = (char) in.readUnsignedByte();
    String head = line();
    return switch (type) {
      case '$', '=', '!' -> bulk(type, Integer.parseInt(head));
      case '*', '~', '>' -> aggregate(type, Integer.parseInt(head));
      case '%' -> aggregate(type, Math.multiplyExact(2, Integer.parseInt(head)));
      case '+', '-', ':', '_', ',', '#', '(' -> new WireReply.Leaf(type, head);
      default -> throw new IOException("no reply begins with '" + type + "' " + head);
    };
  }

  private WireReply bulk(char type, int length) throws IOException {
    if (length < 0) {
      return new WireReply.Leaf(type, WireReply.NONE);
    }
    byte[] octets = in.readNBytes(length);
    if (octets.length < length || in.readUnsignedByte() != '\r' || in.readUnsignedByte() != '\n') {
      throw new EOFException("cut within a text of " + length + " bytes");
    }
    return new WireReply.Leaf(type, new String(octets, StandardCharsets.ISO_8859_1));
  }

  private WireReply aggregate(char type, int count) throws IOException {
    if (count < 0) {
      return new WireReply.Leaf(type, WireReply.NONE);
    }
    List<WireReply> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      elements.add(reply());
    }
    return new WireReply.Aggregate(type, elements);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int octet = in.readUnsignedByte();
    while (octet != '\r') {
      line.append((char) octet);
      octet = in.readUnsignedByte();
    }
    if (in.readUnsignedByte() != '\n') {
      throw new IOException("CR without LF after " + line);
    }
    return line.toString();
  }
}
