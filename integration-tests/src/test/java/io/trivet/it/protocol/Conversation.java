package io.trivet.it.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/// All that a server says to some bytes on a connection of their own, until either side is done.
/// Strings of octets: ISO-8859-1.
final class Conversation {
  private static final int PATIENCE_MS = 30_000;

  /// How many bytes go out at once when they go in pieces.
  private static final int PIECE = 3;

  private Conversation() {}

  /// Sends the bytes at once, and that there will be no more. Returns what came.
  static String of(int port, String bytes) {
    return talk(port, bytes, Math.max(1, bytes.length()));
  }

  /// The same in small pieces.
  static String inPieces(int port, String bytes) {
    return talk(port, bytes, PIECE);
  }

  private static String talk(int port, String bytes, int piece) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.setTcpNoDelay(true);
      byte[] octets = bytes.getBytes(StandardCharsets.ISO_8859_1);
      StringBuilder heard = new StringBuilder();
      try {
        for (int from = 0; from < octets.length; from += piece) {
          socket.getOutputStream().write(octets, from, Math.min(piece, octets.length - from));
        }
        socket.shutdownOutput();
        hear(socket.getInputStream(), heard);
      } catch (SocketException reset) {
        // The server closed without reading all: what it said before is the answer.
      }
      return heard.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void hear(InputStream in, StringBuilder heard) throws IOException {
    byte[] octets = new byte[1 << 16];
    for (int count = in.read(octets); count >= 0; count = in.read(octets)) {
      heard.append(new String(octets, 0, count, StandardCharsets.ISO_8859_1));
    }
  }
}
