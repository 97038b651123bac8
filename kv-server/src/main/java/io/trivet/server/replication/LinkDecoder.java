package io.trivet.server.replication;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;

/// Reads [LinkMessage]s out of the bytes of a connection.
///
/// Bytes that are no message end in a CorruptedFrameException, after which all further bytes are
/// dropped: whoever owns the channel closes it. Memory is taken for what arrived, never for what a
/// length promises.
///
/// Threads: the event loop of its channel.
final class LinkDecoder extends ByteToMessageDecoder {

  private final LinkCodec codec;
  private boolean wantsMagic;
  private boolean isBroken;
  private int maxBytes;

  /// @param wantsMagic whether the other end began the connection
  /// @param maxBytes of a message, behind its length
  LinkDecoder(LinkCodec codec, boolean wantsMagic, int maxBytes) {
    this.codec = codec;
    this.wantsMagic = wantsMagic;
    this.maxBytes = maxBytes;
  }

  /// The other end is known: messages of all lengths may come.
  void trust() {
    maxBytes = LinkCodec.MAX_MESSAGE_BYTES;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (isBroken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < LinkCodec.LENGTH_BYTES) {
      return;
    }
    int first = in.getInt(in.readerIndex());
    if (wantsMagic) {
      require(first == LinkCodec.MAGIC, "it begins with " + Integer.toHexString(first));
      wantsMagic = false;
      in.skipBytes(LinkCodec.LENGTH_BYTES);
      return;
    }
    require(
        first >= LinkCodec.HEADER_BYTES && first <= maxBytes, "a message of " + first + " bytes");
    if (in.readableBytes() < LinkCodec.LENGTH_BYTES + first) {
      return;
    }
    try {
      out.add(codec.decode(in.skipBytes(LinkCodec.LENGTH_BYTES).readSlice(first)));
    } catch (MalformedMessageException e) {
      require(false, String.valueOf(e.getMessage()));
    }
  }

  private void require(boolean holds, String whatIsWrong) {
    if (!holds) {
      isBroken = true;
      throw new CorruptedFrameException("not a message of the link: " + whatIsWrong);
    }
  }
}
