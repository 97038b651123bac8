package io.trivet.raft.jraft;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.EncoderException;
import io.netty.handler.codec.MessageToByteEncoder;
import java.io.IOException;

/// Writes a `RpcFrame` as bytes.
///
/// Threads: the event loop of its channel.
final class RpcFrameEncoder extends MessageToByteEncoder<RpcFrame> {

  RpcFrameEncoder() {
    super(RpcFrame.class);
  }

  @Override
  protected void encode(ChannelHandlerContext ctx, RpcFrame frame, ByteBuf out) throws IOException {
    int bodyBytes = frame.body().getSerializedSize();
    if (bodyBytes > RpcFrame.MAX_BODY_BYTES) {
      throw new EncoderException(frame.type() + " of " + bodyBytes + " bytes is too long");
    }
    out.ensureWritable(RpcFrame.LENGTH_BYTES + RpcFrame.HEADER_BYTES + bodyBytes);
    out.writeInt(RpcFrame.HEADER_BYTES + bodyBytes);
    out.writeByte(frame.type().isRequest() ? RpcFrame.KIND_REQUEST : RpcFrame.KIND_ANSWER);
    out.writeByte(frame.type().number());
    out.writeLong(frame.requestId());
    frame.body().writeTo(new ByteBufOutputStream(out));
  }
}
