package io.trivet.server.pubsub;

import io.trivet.storage.value.Bytes;
import java.nio.charset.StandardCharsets;

/// A message as subscribers of one name see it, encoded once for all of them.
///
/// ```
/// *3 message CHANNEL PAYLOAD     *4 pmessage PATTERN CHANNEL PAYLOAD     *3 smessage CHANNEL PAYLOAD
/// ```
///
/// RESP3 differs in the first byte only, which is `>` there.
///
/// Threads: immutable.
public final class Message {
  private static final byte ARRAY = '*';
  private static final byte PUSH = '>';

  private final ChannelKind kind;
  private final Bytes name;
  private final byte[] encoded;

  private Message(ChannelKind kind, Bytes name, byte[] encoded) {
    this.kind = kind;
    this.name = name;
    this.encoded = encoded;
  }

  /// A message for the subscribers of a channel.
  static Message ofChannel(ChannelKind kind, Bytes channel, Bytes payload) {
    return new Message(kind, channel, encode(word(kind), channel, payload));
  }

  /// A message for the subscribers of a pattern.
  static Message ofPattern(Bytes pattern, Bytes channel, Bytes payload) {
    return new Message(
        ChannelKind.PATTERN, pattern, encode(word(ChannelKind.PATTERN), pattern, channel, payload));
  }

  /// What the subscription names that it is sent for.
  public ChannelKind kind() {
    return kind;
  }

  /// The channel or pattern of the subscription that it is sent for.
  public Bytes name() {
    return name;
  }

  /// The first byte.
  ///
  /// @param isPush whether the client distinguishes messages from replies (RESP3)
  public byte first(boolean isPush) {
    return isPush ? PUSH : ARRAY;
  }

  /// All bytes, of which the first is to be [#first]. Not to be changed.
  public byte[] encoded() {
    return encoded;
  }

  private static Bytes word(ChannelKind kind) {
    return Bytes.utf8(kind.message());
  }

  private static byte[] encode(Bytes... elements) {
    byte[][] lengths = new byte[elements.length][];
    int total = 4;
    for (int i = 0; i < elements.length; i++) {
      lengths[i] = Integer.toString(elements[i].length()).getBytes(StandardCharsets.US_ASCII);
      total = Math.addExact(total, lengths[i].length + elements[i].length() + 5);
    }
    byte[] encoded = new byte[total];
    int at = put(encoded, 0, ARRAY, (byte) ('0' + elements.length), (byte) '\r', (byte) '\n');
    for (int i = 0; i < elements.length; i++) {
      at = put(encoded, at, (byte) '$');
      at = put(encoded, at, lengths[i]);
      at = put(encoded, at, (byte) '\r', (byte) '\n');
      at = put(encoded, at, elements[i].array());
      at = put(encoded, at, (byte) '\r', (byte) '\n');
    }
    return encoded;
  }

  private static int put(byte[] target, int at, byte... source) {
    System.arraycopy(source, 0, target, at, source.length);
    return at + source.length;
  }
}
