package io.trivet.server.tls;

import java.net.SocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts handshakes that failed, and logs them: of each kind one line in ten seconds, which tells
/// how many there were without a line.
///
/// Threads: any.
final class HandshakeLog {
  private static final Logger LOG = LoggerFactory.getLogger(HandshakeLog.class);
  private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(10);

  private final LongSupplier clockNs;
  private final Map<HandshakeFailure, Kind> kinds = new EnumMap<>(HandshakeFailure.class);

  /// What there was of one kind.
  private static final class Kind {
    private final AtomicLong count = new AtomicLong();
    private final AtomicInteger unlogged = new AtomicInteger();
    private final AtomicLong quietUntilNs;

    Kind(long nowNs) {
      quietUntilNs = new AtomicLong(nowNs);
    }

    boolean mayLog(long nowNs) {
      long untilNs = quietUntilNs.get();
      return nowNs - untilNs >= 0 && quietUntilNs.compareAndSet(untilNs, nowNs + QUIET_NS);
    }
  }

  HandshakeLog(LongSupplier clockNs) {
    this.clockNs = clockNs;
    long nowNs = clockNs.getAsLong();
    for (HandshakeFailure each : HandshakeFailure.values()) {
      kinds.put(each, new Kind(nowNs));
    }
  }

  /// A handshake failed.
  ///
  /// @param remote the other end, as far as it is known
  void failed(@Nullable SocketAddress remote, Throwable cause) {
    HandshakeFailure failure = HandshakeFailure.of(cause);
    Kind kind = kind(failure);
    kind.count.incrementAndGet();
    if (kind.mayLog(clockNs.getAsLong())) {
      LOG.warn(
          "peer connection refused remote={} why={} reason={} unlogged={}",
          remote,
          failure,
          reason(cause),
          kind.unlogged.getAndSet(0));
    } else {
      kind.unlogged.incrementAndGet();
    }
  }

  /// How many of a kind there were.
  long count(HandshakeFailure failure) {
    return kind(failure).count.get();
  }

  private Kind kind(HandshakeFailure failure) {
    Kind kind = kinds.get(failure);
    if (kind == null) {
      throw new IllegalStateException("no kind for " + failure);
    }
    return kind;
  }

  /// The innermost message, on one line, without bytes that the other end sent.
  private static String reason(Throwable failure) {
    if (HandshakeFailure.of(failure) == HandshakeFailure.PLAIN_TEXT) {
      return "what came is not TLS";
    }
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    String name = innermost.getClass().getSimpleName();
    return message == null ? name : message.replaceAll("\\s+", " ");
  }
}
