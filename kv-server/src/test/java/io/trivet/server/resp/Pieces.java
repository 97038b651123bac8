package io.trivet.server.resp;

import io.trivet.storage.memory.Native;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Feeds bytes to a [RequestDecoder] piece by piece, as a connection does: keeps what is not
/// consumed, in front of what comes, at another address each time.
final class Pieces {
  private final RequestDecoder decoder;
  private final boolean isNative;
  private final List<String> events = new ArrayList<>();
  private byte[] unread = new byte[0];
  private boolean hasEnded;

  Pieces(RequestLimits limits, boolean isAuthenticated, boolean isNative) {
    this.decoder = new RequestDecoder(limits);
    this.decoder.authenticated(isAuthenticated);
    this.isNative = isNative;
  }

  /// What comes of `bytes` when they arrive in pieces that end at `cuts`.
  static List<String> decode(
      byte[] bytes, int[] cuts, RequestLimits limits, boolean isAuthenticated, boolean isNative) {
    Pieces pieces = new Pieces(limits, isAuthenticated, isNative);
    int from = 0;
    for (int cut : cuts) {
      pieces.feed(Arrays.copyOfRange(bytes, from, cut));
      from = cut;
    }
    pieces.feed(Arrays.copyOfRange(bytes, from, bytes.length));
    return pieces.end();
  }

  void feed(byte[] piece) {
    if (hasEnded) {
      return;
    }
    byte[] all = Arrays.copyOf(unread, unread.length + piece.length);
    System.arraycopy(piece, 0, all, unread.length, piece.length);
    unread = all;
    while (!hasEnded && step()) {
      // Several requests may lie in one piece.
    }
  }

  /// How it all ended.
  List<String> end() {
    if (!hasEnded) {
      events.add("INCOMPLETE");
    }
    return events;
  }

  /// Decodes once; false if more bytes are needed.
  private boolean step() {
    long bytes = Math.max(1, unread.length);
    long address = isNative ? Native.allocate(bytes) : 0;
    try {
      if (isNative) {
        Native.copyIn(unread, 0, unread.length, address);
      }
      RequestDecoder.Outcome outcome =
          isNative
              ? decoder.decode(address, unread.length)
              : decoder.decode(unread, 0, unread.length);
      switch (outcome) {
        case REQUEST -> events.add(decoder.request().toString());
        case VIOLATION -> end(decoder.violation());
        case FOREIGN_PROTOCOL -> end("FOREIGN_PROTOCOL");
        case INCOMPLETE -> {
          if (decoder.neededBytes() <= unread.length - decoder.consumedBytes()) {
            throw new AssertionError(
                "needs " + decoder.neededBytes() + " of " + unread.length + " bytes");
          }
        }
      }
      unread = Arrays.copyOfRange(unread, decoder.consumedBytes(), unread.length);
      return outcome == RequestDecoder.Outcome.REQUEST;
    } finally {
      if (isNative) {
        Native.free(address, bytes);
      }
    }
  }

  private void end(String how) {
    events.add(how);
    hasEnded = true;
  }
}
