package io.trivet.cli.resp;

import io.trivet.storage.value.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/// A connection to a server that sends commands and waits for their replies. For tools and tests:
/// it allocates per reply and blocks.
///
/// An error reply is a value, not an exception. An [IOException] means that the connection is
/// broken or that the peer did not answer in time; what was sent may or may not have been executed.
///
/// Threads: one at a time.
public final class RespClient implements AutoCloseable {
  private static final int RECEIVE_BYTES = 16 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final CommandEncoder unsent = new CommandEncoder();
  private final RespDecoder decoder = new RespDecoder();
  private final byte[] received = new byte[RECEIVE_BYTES];

  private RespClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /// Connects.
  ///
  /// @param timeoutMs bound of the connect and of every later wait for bytes; 0 waits for ever
  public static RespClient connect(String host, int port, int timeoutMs) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(timeoutMs);
      socket.connect(new InetSocketAddress(host, port), timeoutMs);
      return new RespClient(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// Sends a command, with what was put aside by [#send] before it, and returns its reply. Pushes
  /// that arrive first are dropped; a caller that wants them reads with [#read]. Replies to earlier
  /// [#send]s must have been read.
  public RespValue call(String... words) throws IOException {
    send(words);
    return reply();
  }

  /// The same for words that are no text.
  public RespValue call(List<Bytes> words) throws IOException {
    send(words);
    return reply();
  }

  /// Puts a command aside until [#flush]; its reply must be read with [#read].
  public void send(String... words) {
    unsent.command(words);
  }

  /// The same for words that are no text.
  public void send(List<Bytes> words) {
    unsent.command(words);
  }

  /// Sends the commands put aside.
  public void flush() throws IOException {
    unsent.drainTo(out);
    out.flush();
  }

  /// Returns the next reply or push, waiting for it as long as the timeout allows.
  ///
  /// @throws EOFException if the server closed the connection
  /// @throws java.net.SocketTimeoutException if nothing came in time; reading may be tried again
  public RespValue read() throws IOException {
    while (true) {
      RespValue value = decoder.next();
      if (value != null) {
        return value;
      }
      int count = in.read(received);
      if (count < 0) {
        throw new EOFException("connection closed by " + socket.getRemoteSocketAddress());
      }
      decoder.feed(received, 0, count);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private RespValue reply() throws IOException {
    flush();
    RespValue value = read();
    while (value instanceof RespValue.Push) {
      value = read();
    }
    return value;
  }
}
