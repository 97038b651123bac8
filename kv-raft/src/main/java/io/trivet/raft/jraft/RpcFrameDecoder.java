package io.trivet.raft.jraft;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;

/// Reads `RpcFrame`s out of bytes.
///
/// Bytes that are no frame end in a CorruptedFrameException, after which all further bytes are
/// dropped: whoever owns the channel closes it. Memory is taken for what arrived, never for what a
/// length promises.
///
/// Threads: the event loop of its channel.
final class RpcFrameDecoder extends ByteToMessageDecoder {

  private boolean isBroken;

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (isBroken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < RpcFrame.LENGTH_BYTES) {
      return;
    }
    int length = in.getInt(in.readerIndex());
    if (length < RpcFrame.HEADER_BYTES
        || length > RpcFrame.HEADER_BYTES + RpcFrame.MAX_BODY_BYTES) {
      throw corrupt("a length of " + length);
    }
    if (in.readableBytes() < RpcFrame.LENGTH_BYTES + length) {
      return;
    }
    out.add(frame(in.skipBytes(RpcFrame.LENGTH_BYTES).readSlice(length)));
  }

  private RpcFrame frame(ByteBuf bytes) {
    int kind = bytes.readByte();
    int number = bytes.readUnsignedByte();
    RpcMessageType type = RpcMessageType.of(number);
    if (type == null) {
      throw corrupt("a message of type " + number);
    }
    if (kind != (type.isRequest() ? RpcFrame.KIND_REQUEST : RpcFrame.KIND_ANSWER)) {
      throw corrupt("%s of kind %d".formatted(type, kind));
    }
    long requestId = bytes.readLong();
    return new RpcFrame(type, requestId, body(type, bytes));
  }

  private Message body(RpcMessageType type, ByteBuf bytes) {
    byte[] body = new byte[bytes.readableBytes()];
    bytes.readBytes(body);
    try {
      return type.prototype().getParserForType().parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw corrupt("%s of %d bytes: %s".formatted(type, body.length, e.getMessage()));
    }
  }

  private CorruptedFrameException corrupt(String whatIsWrong) {
    isBroken = true;
    return new CorruptedFrameException("not a message of a peer: " + whatIsWrong);
  }
}
