package io.trivet.server.replication;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/// One end of the link by hand: says what a test wants it to say, also what it should not.
///
/// Threads: the test's.
final class RawEnd implements AutoCloseable {
  private static final int TIMEOUT_MS = 20_000;

  private final Socket socket;
  private final DataInputStream in;
  private final LinkCodec codec = new LinkCodec();

  private RawEnd(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  /// A standby, with a small receive buffer, that has sent the magic number.
  static RawEnd connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1 << 14);
    socket.connect(address, TIMEOUT_MS);
    RawEnd end = new RawEnd(socket);
    end.send(new byte[] {'T', 'V', 'R', 'L'});
    return end;
  }

  /// A primary, once a standby has connected and sent the magic number.
  static RawEnd accept(ServerSocket listening) throws IOException {
    listening.setSoTimeout(TIMEOUT_MS);
    RawEnd end = new RawEnd(listening.accept());
    if (end.in.readInt() != LinkCodec.MAGIC) {
      throw new IOException("no magic");
    }
    return end;
  }

  void send(LinkMessage message) throws IOException {
    ByteBuf bytes = codec.encode(UnpooledByteBufAllocator.DEFAULT, message);
    byte[] copy = new byte[bytes.readableBytes()];
    bytes.readBytes(copy).release();
    send(copy);
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  LinkMessage read() throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    try {
      return codec.decode(Unpooled.wrappedBuffer(bytes));
    } catch (MalformedMessageException e) {
      throw new IOException(e);
    }
  }

  /// The next message of that type; others before it are dropped.
  <T extends LinkMessage> T read(Class<T> type) throws IOException {
    LinkMessage message = read();
    while (!type.isInstance(message)) {
      message = read();
    }
    return type.cast(message);
  }

  /// Waits until the other end has closed the connection; what it still sends is dropped.
  boolean isClosedByPeer() throws IOException {
    byte[] rest = new byte[1 << 16];
    try {
      int bytes = in.read(rest);
      while (bytes >= 0) {
        bytes = in.read(rest);
      }
      return true;
    } catch (SocketException e) {
      return true; // reset
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
