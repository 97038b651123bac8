package io.trivet.server.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/// Stands behind the SslHandler of a connection: tells the log of a handshake that failed, and
/// keeps that failure, which ends the connection, from the handlers behind.
///
/// Threads: the event loop of its channel.
final class HandshakeWatch extends ChannelInboundHandlerAdapter {
  private final HandshakeLog log;
  private boolean isSecure;

  HandshakeWatch(HandshakeLog log) {
    this.log = log;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      isSecure = handshake.isSuccess();
      if (!isSecure) {
        log.failed(ctx.channel().remoteAddress(), handshake.cause());
      }
    }
    ctx.fireUserEventTriggered(event);
  }

  /// With TLS 1.3 the end that connected learns only after its own part of the handshake that its
  /// certificate is refused.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!isSecure) {
      var _ = ctx.close();
      return;
    }
    if (HandshakeFailure.of(cause) == HandshakeFailure.TURNED_AWAY) {
      log.failed(ctx.channel().remoteAddress(), cause);
    }
    ctx.fireExceptionCaught(cause);
  }
}
