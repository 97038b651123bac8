package io.trivet.server.session;

import io.trivet.server.config.OutputBufferLimits.Limit;
import java.util.concurrent.TimeUnit;

/// Notices when a client leaves too many bytes unread (I36): more than the hard limit, or more than
/// the soft limit for too long.
///
/// Threads: the session's loop.
final class OutputGuard {
  private boolean isAboveSoft;
  private long aboveSoftSinceNs;

  /// Whether the client must be closed.
  ///
  /// @param nowNs on the monotonic clock
  boolean isBeyond(long bytes, Limit limit, long nowNs) {
    if (limit.hardBytes() > 0 && bytes > limit.hardBytes()) {
      return true;
    }
    if (limit.softBytes() == 0 || bytes <= limit.softBytes()) {
      isAboveSoft = false;
      return false;
    }
    if (!isAboveSoft) {
      isAboveSoft = true;
      aboveSoftSinceNs = nowNs;
    }
    return nowNs - aboveSoftSinceNs > TimeUnit.SECONDS.toNanos(limit.softSeconds());
  }
}
