package io.trivet.raft.jraft;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.List;
import java.util.function.Consumer;

/// Looks at the first four bytes of an accepted connection and gives it to the protocol that they
/// name; then it leaves the pipeline, and the bytes go to the handlers that were added.
///
/// Threads: the event loop of its channel.
final class ProtocolSwitch extends ByteToMessageDecoder {

  private final PeerProtocol second;
  private final Consumer<Channel> raft;

  /// @param raft adds the handlers for everything that is not `second`
  ProtocolSwitch(PeerProtocol second, Consumer<Channel> raft) {
    this.second = second;
    this.raft = raft;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < Integer.BYTES) {
      return;
    }
    if (in.getInt(in.readerIndex()) == second.magic()) {
      ctx.pipeline().remove(ReadTimeoutHandler.class);
      second.acceptor().accept(ctx.channel());
    } else {
      raft.accept(ctx.channel());
    }
    ctx.pipeline().remove(this);
  }
}
