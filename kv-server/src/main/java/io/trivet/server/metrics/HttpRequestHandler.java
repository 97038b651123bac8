package io.trivet.server.metrics;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Answers the requests of one connection.
///
/// Bytes that are no HTTP request close the connection without an answer: they are as likely those
/// of another protocol. A well-formed request that is not for us gets its status.
///
/// Threads: the event loop of the connection.
final class HttpRequestHandler extends SimpleChannelInboundHandler<HttpObject> {
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final Metrics metrics;
  private final Health health;
  private final int timeoutMs;
  private @Nullable Future<?> deadline;

  HttpRequestHandler(Metrics metrics, Health health, int timeoutMs) {
    this.metrics = metrics;
    this.health = health;
    this.timeoutMs = timeoutMs;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    restartDeadline(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) throws IOException {
    if (part.decoderResult().isFailure()) {
      close(ctx);
    } else if (part instanceof HttpRequest request) {
      if (hasBody(request)) {
        send(ctx, text(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "no body, please\n"), true);
      } else {
        send(ctx, answer(request), !HttpUtil.isKeepAlive(request));
      }
    } else if (part instanceof LastHttpContent) {
      restartDeadline(ctx);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close(ctx);
  }

  /// Closes the connection unless it brings a whole request in time.
  private void restartDeadline(ChannelHandlerContext ctx) {
    if (deadline != null) {
      deadline.cancel(false);
    }
    deadline = ctx.executor().schedule(() -> close(ctx), timeoutMs, TimeUnit.MILLISECONDS);
  }

  private static void close(ChannelHandlerContext ctx) {
    var _ = ctx.close();
  }

  private static boolean hasBody(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || !request.headers().get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0");
  }

  private FullHttpResponse answer(HttpRequest request) throws IOException {
    boolean isRead =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    if (!isRead) {
      FullHttpResponse refusal =
          text(HttpResponseStatus.METHOD_NOT_ALLOWED, "only GET and HEAD are served\n");
      refusal.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
      return refusal;
    }
    return switch (path(request.uri())) {
      case "/metrics" -> metrics(request.headers().get(HttpHeaderNames.ACCEPT, ""));
      case "/live" -> report(health.live());
      case "/ready" -> report(health.ready());
      default -> text(HttpResponseStatus.NOT_FOUND, "served are /metrics, /live and /ready\n");
    };
  }

  private static String path(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private FullHttpResponse metrics(String accept) throws IOException {
    String type = accept.contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
    ByteBuf body = Unpooled.buffer(1 << 16);
    try (ByteBufOutputStream out = new ByteBufOutputStream(body)) {
      metrics.write(out, type);
    } catch (RuntimeException failed) {
      body.release();
      return text(HttpResponseStatus.INTERNAL_SERVER_ERROR, "a metric failed: " + failed + "\n");
    }
    return response(HttpResponseStatus.OK, type, body);
  }

  private static FullHttpResponse report(Health.Report report) {
    return text(
        report.isWell() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE,
        report.text());
  }

  private static FullHttpResponse text(HttpResponseStatus status, String body) {
    return response(status, PLAIN, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
  }

  private static FullHttpResponse response(HttpResponseStatus status, String type, ByteBuf body) {
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set("x-content-type-options", "nosniff");
    return response;
  }

  private static void send(ChannelHandlerContext ctx, FullHttpResponse response, boolean isLast) {
    HttpUtil.setKeepAlive(response, !isLast);
    var written = ctx.writeAndFlush(response);
    if (isLast) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
