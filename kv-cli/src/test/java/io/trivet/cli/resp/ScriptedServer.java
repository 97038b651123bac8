package io.trivet.cli.resp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A server of a few lines on a loopback port: it reads commands and answers each with the bytes
/// that a function gives for its words (none closes the connection).
///
/// Threads: a virtual one for every connection; the function is called by all of them.
public final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Function<List<String>, String> answer;
  private final Thread acceptor;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  /// Starts the server.
  public ScriptedServer(Function<List<String>, String> answer) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer;
    this.acceptor = Thread.ofVirtual().start(this::accept);
  }

  /// The port on which it listens.
  public int port() {
    return listener.getLocalPort();
  }

  /// Stops listening and closes all connections. The port refuses connections from then on, which
  /// it would not while the thread that accepts is still about to leave.
  @Override
  public void close() throws IOException {
    listener.close();
    try {
      acceptor.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    for (Socket connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = listener.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (SocketException _) {
      // Closed: the test is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = connection.getInputStream();
      OutputStream out = connection.getOutputStream();
      RespDecoder decoder = new RespDecoder();
      byte[] piece = new byte[8192];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        decoder.feed(piece, 0, count);
        StringBuilder replies = new StringBuilder();
        if (!answerAll(decoder, replies)) {
          return;
        }
        out.write(replies.toString().getBytes(StandardCharsets.UTF_8));
      }
    } catch (SocketException _) {
      // The client has gone.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answerAll(RespDecoder decoder, StringBuilder replies) throws IOException {
    for (RespValue command = decoder.next(); command != null; command = decoder.next()) {
      List<String> words =
          ((RespValue.Array) command)
              .items().stream().map(word -> ((RespValue.Bulk) word).bytes().toString()).toList();
      String reply = answer.apply(words);
      if (reply.isEmpty()) {
        return false;
      }
      replies.append(reply);
    }
    return true;
  }
}
